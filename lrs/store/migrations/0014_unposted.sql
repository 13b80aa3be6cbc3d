-- SPDX-License-Identifier: Apache-2.0

-- Whether there are statements whose own postings are not written yet (store/unposted.h): none has a smaller seq than first_seq.
CREATE TABLE unposted (
    first_seq INTEGER PRIMARY KEY
) STRICT;
