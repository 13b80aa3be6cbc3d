// SPDX-License-Identifier: Apache-2.0

// A relay in front of a PostgreSQL server that knows as much of its protocol as it takes to lose a COMMIT, or its answer.
import net from "node:net";
import { freePort } from "./pair.mjs";

const COMMIT_TAG = Buffer.from("COMMIT\0");

// Frames of what a client sends: the first one has no type. `see(type, body)` is called for each that is complete.
function reader(see) {
  let rest = Buffer.alloc(0);
  let head = 0;
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= head + 4) {
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) {
        return;
      }
      see(head === 0 ? "" : String.fromCharCode(rest[0]), rest.subarray(head + 4, end));
      rest = rest.subarray(end);
      head = 1;
    }
  };
}

const strings = (body) => body.toString("latin1").split("\0");

// Calls `found` when the client binds the statement that it has prepared as COMMIT.
function commitFinder(found) {
  let name = null;
  return reader((type, body) => {
    const [first, second] = strings(body);
    if (type === "P" && second === "COMMIT") {
      name = first;
    }
    if (type === "B" && second === name) {
      found();
    }
  });
}

// { port, loseNextCommit(), loseNextAnswer(): resolve when that has happened; open(), close() }. What is lost is the connection's last
// word; the connection itself stays, as one to a machine that is gone, until the relay is closed. Nobody listens before it is opened.
export async function startRelay(t, target) {
  const sockets = new Set();
  let lose = null; // { what, done }
  const loses = (what) => lose?.what === what;
  const happened = () => {
    lose.done();
    lose = null;
  };
  const server = net.createServer((client) => {
    const far = net.connect(target, "127.0.0.1");
    let isMute = false;
    const mute = () => {
      isMute = true;
      happened();
    };
    const look = commitFinder(() => loses("commit") && mute());
    client.on("data", (piece) => {
      look(piece);
      isMute || far.write(piece);
    });
    far.on("data", (piece) => {
      if (loses("answer") && piece.includes(COMMIT_TAG)) {
        mute();
      }
      isMute || client.write(piece);
    });
    for (const [socket, other] of [[client, far], [far, client]]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  const port = await freePort();
  const close = () => {
    server.close();
    sockets.forEach((socket) => socket.destroy());
  };
  t.after(close);
  const next = (what) => new Promise((done) => (lose = { what, done }));
  return {
    port,
    loseNextCommit: () => next("commit"),
    loseNextAnswer: () => next("answer"),
    open: () => new Promise((resolve) => server.listen(port, "127.0.0.1", resolve)),
    close,
  };
}
