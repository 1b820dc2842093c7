/* A draft of a disclosure about one listed party: what is known, what is not, and which duties may apply. For counsel. */
#include "engine/look_back.h"

#include "base/date.h"
#include "law/law.h"

enum words {
    W_DRAFT = 0, W_NOTICE, W_PARTY, W_LIST, W_LISTED, W_FIRST, W_CHANGED, W_SUBJECTS, W_VERDICT, W_PAYMENTS, W_NONE, W_BETWEEN, W_TOTAL, W_SHOWN,
    W_MORE, W_UNKNOWN, W_UNKNOWN_1, W_UNKNOWN_2, W_UNKNOWN_3, W_UNKNOWN_4, W_DUTIES, W_DUE, W_CHECK, W_NO_PLACE, W_OTHER,
    W_COUNT,
};

static const char *const english[W_COUNT] = {
    [W_DRAFT] = "DRAFT - for counsel, not for filing",
    [W_NOTICE] = "Made by a program from stored records. A name that is alike is no proof that it is the same party.",
    [W_PARTY] = "Listed party",
    [W_LIST] = "List and edition",
    [W_LISTED] = "new on this list since the edition before",
    [W_FIRST] = "on this list when these subjects were first screened; no edition before is known here",
    [W_CHANGED] = "its entry changed since the edition before",
    [W_SUBJECTS] = "Our subjects with a hit on it",
    [W_VERDICT] = "highest verdict",
    [W_PAYMENTS] = "Payments of these subjects, as payer or payee",
    [W_NONE] = "none are stored",
    [W_BETWEEN] = "first and last day",
    [W_TOTAL] = "Sums by currency",
    [W_SHOWN] = "Each payment: id, day, amount",
    [W_MORE] = "further payments are summed and not listed here",
    [W_UNKNOWN] = "What is not known",
    [W_UNKNOWN_1] = "whether a subject is the listed party: a person decides that",
    [W_UNKNOWN_2] = "when the authority listed it: the edition's date is not the day of listing",
    [W_UNKNOWN_3] = "whether a payment was made before or after the listing took effect, and whether a licence covered it",
    [W_UNKNOWN_4] = "payments that are not in the store, and owners of these subjects",
    [W_DUTIES] = "Duties and deadlines that may apply (information, not legal advice; the day counted from is this draft's)",
    [W_DUE] = "by",
    [W_CHECK] = "to be checked before use",
    [W_NO_PLACE] = "No country of yours is set (--jurisdiction): cards of currencies and the United Nations alone.",
    [W_OTHER] = ("This party is not listed under a programme about the DPRK. What is said below about the DPRK does not hold for it, and the"
                 " duties of its own programme are not in this list: ask counsel."),
};

static const char *const korean[W_COUNT] = {
    [W_DRAFT] = "초안 - 법률 자문용이며 제출용이 아닙니다",
    [W_NOTICE] = "저장된 기록으로 프로그램이 작성했습니다. 이름이 비슷하다고 해서 동일인이라는 증거는 아닙니다.",
    [W_PARTY] = "등재 대상",
    [W_LIST] = "명단과 판",
    [W_LISTED] = "이전 판 이후 이 명단에 새로 등재됨",
    [W_FIRST] = "처음 심사할 때 이미 이 명단에 있었음; 이전 판은 알 수 없음",
    [W_CHANGED] = "이전 판 이후 항목이 변경됨",
    [W_SUBJECTS] = "이 대상과 일치 항목이 있는 당사의 대상자",
    [W_VERDICT] = "가장 높은 판정",
    [W_PAYMENTS] = "이 대상자들이 지급하거나 수취한 결제",
    [W_NONE] = "저장된 결제 없음",
    [W_BETWEEN] = "첫날과 마지막 날",
    [W_TOTAL] = "통화별 합계",
    [W_SHOWN] = "결제별: 번호, 날짜, 금액",
    [W_MORE] = "건은 합계에만 포함되고 여기 나열되지 않음",
    [W_UNKNOWN] = "알 수 없는 것",
    [W_UNKNOWN_1] = "대상자가 등재 대상과 동일인인지: 사람이 판단합니다",
    [W_UNKNOWN_2] = "당국이 등재한 날: 판의 날짜는 등재일이 아닙니다",
    [W_UNKNOWN_3] = "결제가 등재 효력 발생 전인지 후인지, 허가가 있었는지",
    [W_UNKNOWN_4] = "저장소에 없는 결제, 그리고 대상자들의 소유자",
    [W_DUTIES] = "적용될 수 있는 의무와 기한 (정보일 뿐 법률 자문이 아님; 기산일은 이 초안의 날짜)",
    [W_DUE] = "기한",
    [W_CHECK] = "사용 전 확인 필요",
    [W_NO_PLACE] = "귀사의 국가가 설정되지 않았습니다(--jurisdiction): 통화와 유엔에 관한 카드만 있습니다.",
    [W_OTHER] = ("이 대상은 북한 관련 프로그램으로 등재되지 않았습니다. 아래의 북한에 관한 내용은 이 대상에 적용되지 않으며, 해당 프로그램의"
                 " 의무는 이 목록에 없습니다: 법률 자문을 받으십시오."),
};

static void heading(struct buf *out, const char *text)
{
    buf_printf(out, "\n%s\n", text);
}

static cordon_status put_payments(const struct look_party *p, struct store *s, const char *const *w, struct buf *out, struct cordon_error *err)
{
    struct watch_payments b;
    uint64_t block = 0;
    char text[64], day[16];
    cordon_status st = CORDON_OK;
    heading(out, w[W_SHOWN]);
    watch_payments_init(&b);
    for (size_t i = 0; !st && i < p->showns; i++) {
        const struct look_payment *at = &p->shown[i];
        struct watch_payment pay;
        if (at->block != block) st = watch_payments_load(&b, s, block = at->block, true, err);
        if (st) break;
        watch_payments_get(&b, at->at, &pay);
        look_wide amount = pay.amount;
        for (unsigned d = pay.decimals; d < PAYMENT_DECIMALS_MAX; d++) amount *= 10;
        look_amount(amount, text);
        date_text(pay.day, day);
        str id = watch_payments_id(&b, at->at);
        buf_printf(out, "  %.*s  %s  %s %.4s\n", STR_ARG(id), day, text, pay.currency);
    }
    watch_payments_release(&b);
    if (p->payments > p->showns) buf_printf(out, "  %llu %s\n", (unsigned long long)(p->payments - p->showns), w[W_MORE]);
    return st;
}

static cordon_status put_duties(const struct cordon_look_back *look, const struct look_party *p, enum say_lang lang,
                                const char *const *w, struct buf *out, struct cordon_error *err)
{
    struct law_touch touch[LOOK_CURRENCIES + LOOK_PLACES_MAX];
    const struct law_card *card[LAW_CARD_COUNT];
    size_t touches = 0;
    cordon_status st = law_places_read(look->jurisdictions, touch, LOOK_PLACES_MAX, &touches, err);
    if (st) return st;
    if (!p->is_dprk) buf_printf(out, "  %s\n", w[W_OTHER]);
    if (!touches) buf_printf(out, "  %s\n", w[W_NO_PLACE]);
    for (size_t i = 0; i < p->sums; i++)
        touch[touches++] = (struct law_touch){ LAW_CURRENCY, str_of(p->sum[i].currency, strnlen(p->sum[i].currency, 4)) };
    struct law_case c = { .hit = LAW_HIT_LISTED, .touches = touch, .touch_count = touches, .has_day = true,
                          .day = (int32_t)(look->as_of_s / 86400) };
    size_t count = law_cards(&c, card, LAW_CARD_COUNT);
    for (size_t i = 0; i < count; i++) {
        struct law_due due;
        char day[16];
        bool is_told = str_eq(card[i]->class_id, STR("deadline")) || str_eq(card[i]->class_id, STR("duty"));
        if (!is_told) continue;
        buf_printf(out, "  - %.*s (%.*s)", STR_ARG(card[i]->title[lang]), STR_ARG(card[i]->instrument));
        if (law_deadline(card[i], c.day, &due) && due.has_day) {
            date_text(due.day, day);
            buf_printf(out, "; %s %s", w[W_DUE], day);
        }
        if (card[i]->checks) buf_printf(out, " [%s]", w[W_CHECK]);
        buf_add_byte(out, '\n');
    }
    return CORDON_OK;
}

cordon_status look_draft(const struct cordon_look_back *look, const struct look_party *p, struct store *s, struct buf *out,
                         struct cordon_error *err)
{
    enum say_lang lang = SAY_LANG_EN;
    (void)say_lang_find(look->lang, &lang);
    if (lang != SAY_LANG_KO) lang = SAY_LANG_EN;
    const char *const *w = lang == SAY_LANG_KO ? korean : english;
    char a[64], b[16];
    cordon_status st = CORDON_OK;
    date_time_text(look->as_of_s, a);
    buf_printf(out, "%s\n%s\n%s\n", w[W_DRAFT], w[W_NOTICE], a);
    heading(out, w[W_PARTY]);
    buf_printf(out, "  %.*s (%.*s)\n  %s: %.*s %.*s; %s\n", STR_ARG(p->name), STR_ARG(p->entity), w[W_LIST], STR_ARG(p->source),
               STR_ARG(p->edition), w[p->is_first ? W_FIRST : p->change == WATCH_ADDED ? W_LISTED : W_CHANGED]);
    heading(out, w[W_SUBJECTS]);
    for (size_t i = 0; i < p->subjects; i++) buf_printf(out, "  %.*s\n", STR_ARG(p->subject[i]));
    buf_printf(out, "  %s: %s\n", w[W_VERDICT], cordon_verdict_name(p->worst));
    heading(out, w[W_PAYMENTS]);
    if (!p->payments) {
        buf_printf(out, "  %s\n", w[W_NONE]);
    } else {
        date_text(p->first, a);
        date_text(p->last, b);
        buf_printf(out, "  %llu; %s: %s, %s\n", (unsigned long long)p->payments, w[W_BETWEEN], a, b);
        heading(out, w[W_TOTAL]);
        for (size_t i = 0; i < p->sums; i++) {
            look_amount(p->sum[i].amount, a);
            buf_printf(out, "  %s %.4s (%llu)\n", a, p->sum[i].currency, (unsigned long long)p->sum[i].payments);
        }
        st = put_payments(p, s, w, out, err);
    }
    heading(out, w[W_UNKNOWN]);
    for (int i = W_UNKNOWN_1; i <= W_UNKNOWN_4; i++) buf_printf(out, "  - %s\n", w[i]);
    heading(out, w[W_DUTIES]);
    if (!st) st = put_duties(look, p, lang, w, out, err);
    return st ? st : out->failed ? error_nomem(err) : CORDON_OK;
}
