/* How common a word of a name is. */
#include "name/freq.h"

#include "base/table.h"

#include "name/freq_table.h"

uint16_t freq_person_cb(str plain)
{
    uint32_t at = table_find(&person_keys, plain);
    return at == TABLE_NONE ? 0 : person_cb[at];
}

uint16_t freq_word_cb(str plain)
{
    uint32_t at = table_find(&word_keys, plain);
    return at == TABLE_NONE ? 0 : word_cb[at];
}
