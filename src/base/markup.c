#include "base/markup.h"

#include "base/letter.h"

void markup_letter(struct buf *out, uint32_t c, str bytes)
{
    switch (c) {
    case '&': buf_add(out, STR("&amp;")); return;
    case '<': buf_add(out, STR("&lt;")); return;
    case '>': buf_add(out, STR("&gt;")); return;
    case '"': buf_add(out, STR("&quot;")); return;
    case '\'': buf_add(out, STR("&#39;")); return;
    case 0xFFFD: buf_add(out, STR("\xEF\xBF\xBD")); return;
    default: break;
    }
    if (letter_is_hidden(c))
        buf_printf(out, "U+%04X", (unsigned)c);
    else
        buf_add(out, bytes);
}

static size_t cells_of(uint32_t c)
{
    bool is_wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xD7A3) ||
                   (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F300;
    return letter_is_hidden(c) ? 6 : is_wide ? 2 : 1;
}

void markup_cut(struct buf *out, str text, size_t cells)
{
    size_t used = 0;
    for (size_t i = 0, len; i < text.len; i += len) {
        uint32_t c;
        len = letter_read(str_from(text, i), &c);
        used += cells_of(c);
        if (used > cells - (i + len < text.len)) { /* the last letter may stand where … would */
            buf_add(out, STR("…"));
            return;
        }
        markup_letter(out, c, str_sub(text, i, i + len));
    }
}
