/* Names that one person may go by. */
#include "name/nickname.h"

#include "base/table.h"

#include "name/nickname_table.h"

const uint16_t *nickname_groups_of(str plain)
{
    uint32_t at = table_find(&nickname_keys, plain);
    return at == TABLE_NONE ? NULL : &nickname_groups[(size_t)at * NICK_GROUPS_MAX];
}
