/* SPDX-License-Identifier: Apache-2.0 */

/* SHA-256 as its standard gives it, at once and in parts. */
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct known {
    const char *text;
    const char *hex;
};

/* The examples that NIST publishes for FIPS 180-4. */
static const struct known knowns[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void known_texts_have_their_known_digests(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof knowns / sizeof knowns[0]; i++) {
        char hex[DIGEST_HEX_SIZE];
        struct digest digest = digest_of(text_of(knowns[i].text));
        digest_to_hex(&digest, hex);
        assert_string_equal(hex, knowns[i].hex);
    }
}

static void parts_give_the_digest_of_the_whole(void **state)
{
    (void)state;
    struct text whole = text_of(knowns[2].text);
    for (size_t cut = 0; cut <= whole.length; cut++) {
        struct digest_stream *stream = digest_begin();
        digest_add(stream, (struct text){whole.data, cut});
        digest_add(stream, (struct text){NULL, 0});
        digest_add(stream, (struct text){whole.data + cut, whole.length - cut});
        struct digest parts = digest_end(stream);
        struct digest once = digest_of(whole);
        assert_memory_equal(&parts, &once, sizeof once);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts_have_their_known_digests),
        cmocka_unit_test(parts_give_the_digest_of_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
