/* Countries as the lists write them. */
#include "list/ofac.h"

#include "base/country.h"

str list_country(str name)
{
    return country_code(name);
}
