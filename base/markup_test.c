/* SPDX-License-Identifier: Apache-2.0 */

#include "base/markup.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void text_means_itself_in_elements_and_attributes(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(100);
    markup_add(&buffer, "<a href=\"x\">R&D 'caf\xC3\xA9'</a>");
    assert_string_equal(buffer.data, "&lt;a href=&quot;x&quot;&gt;R&amp;D 'caf\xC3\xA9'&lt;/a&gt;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_means_itself_in_elements_and_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
