/* evidence/message, evidence/phrase: what is asked for in four languages, and who says the contrary. */
#include "tests/evidence_help.h"

#include "evidence/phrase.h"

static void finds_phrases(void **state)
{
    static const struct { const char *text; int want; } rows[] = {
        { "Let's move to Telegram, it is easier.", PHRASE_OFF_PLATFORM },
        { "Can we continue this discussion over WhatsApp?", PHRASE_OFF_PLATFORM },
        { "please add me as a friend on Skype", PHRASE_OFF_PLATFORM },
        { "my telegram is @someone", PHRASE_OFF_PLATFORM },
        { "텔레그램으로 연락주세요", PHRASE_OFF_PLATFORM },
        { "플랫폼 밖에서 이야기하면 좋겠습니다", PHRASE_OFF_PLATFORM },
        { "Telegramで連絡を取りましょう。", PHRASE_OFF_PLATFORM },
        { "プラットフォームの外で話せますか", PHRASE_OFF_PLATFORM },
        { "Bisa hubungi saya lewat WhatsApp?", PHRASE_OFF_PLATFORM },
        { "I will get paid under my friend's name", PHRASE_OTHER_ACCOUNT },
        { "Please send the payment to my cousin", PHRASE_OTHER_ACCOUNT },
        { "친구 계정으로 계약하고 싶습니다", PHRASE_OTHER_ACCOUNT },
        { "友人の口座に振込をお願いします", PHRASE_OTHER_ACCOUNT },
        { "boleh kirim ke rekening teman saya", PHRASE_OTHER_ACCOUNT },
        { "I want to rent your Upwork account", PHRASE_BORROW },
        { "could you attend the interview for me", PHRASE_BORROW },
        { "계정을 빌려 주시면 수익을 나누겠습니다", PHRASE_BORROW },
        { "アカウントを貸してください", PHRASE_BORROW },
        { "saya mau sewa akun anda", PHRASE_BORROW },
        { "As an AI language model, I have ten years of experience", PHRASE_PROMPT },
        { "Certainly! Here is a polished version of your reply:", PHRASE_PROMPT },
        { "I need payment upfront before starting", PHRASE_PREPAY },
        { "선불로 부탁드립니다", PHRASE_PREPAY },
        { "前払いでお願いします", PHRASE_PREPAY },
        { "minta uang muka", PHRASE_PREPAY },
        { "If you don't pay I will leak your source code", PHRASE_THREAT },
        { "돈을 주지 않으면 소스를 모두 공개하겠습니다", PHRASE_THREAT },
        { "支払わなければコードをすべて公開します", PHRASE_THREAT },
        { "kalau tidak dibayar saya akan hapus semua data", PHRASE_THREAT },
        /* the contrary, and everyday work */
        { "Moving to Telegram is not allowed here", -1 },
        { "please don't move to Telegram, we stay here", -1 },
        { "텔레그램으로 연락하지 마세요", -1 },
        { "Telegramで連絡しないでください", -1 },
        { "I never ask for payment upfront", -1 },
        { "I built a Telegram bot and a WhatsApp integration", -1 },
        { "We will publish the code on GitHub and delete the old files", -1 },
        { "코드를 공개 저장소에 올렸고 오래된 데이터를 삭제했습니다", -1 },
        { "コードを公開しました。古いデータを削除します。", -1 },
        { "You can use your own account to log in", -1 },
        { "I will use your laptop when it arrives", -1 },
        { "Please translate the documentation into German", -1 },
        { "Saya akan hapus data lama dari server", -1 },
        { "Payment is due within thirty days of the invoice", -1 },
        { "", -1 },
    };
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        uint32_t got = phrase_classes(str_c(rows[i].text), &help_arena);
        uint32_t want = rows[i].want < 0 ? 0 : 1u << rows[i].want;
        if (got != want) print_error("'%s': %x, want %x\n", rows[i].text, got, want);
        wrong += got != want;
    }
    assert_int_equal(wrong, 0);
}

static void counts_by_conversation(void **state)
{
    static const struct help_case rows[] = {
        { "in the first", "{\"msg\":{\"from\":\"a\",\"to\":\"b\",\"text\":\"Hi, let's move to Telegram\"}}", FEATURE_MSG_OFF_PLATFORM, 1 },
        { "in the fourth: they know each other", "{\"msg\":[{\"from\":\"a\",\"to\":\"b\",\"text\":\"hi\"},{\"from\":\"b\","
      "\"to\":\"a\",\"text\":\"hi\"},{\"from\":\"a\",\"to\":\"b\",\"text\":\"fine\"},"
      "{\"from\":\"a\",\"to\":\"b\",\"text\":\"let's move to Telegram\"}]}", FEATURE_MSG_OFF_PLATFORM, 0 },
        { "in the first of another conversation", "{\"msg\":[{\"from\":\"a\",\"to\":\"b\",\"text\":\"hi\"},{\"from\":\"b\","
      "\"to\":\"a\",\"text\":\"hi\"},{\"from\":\"a\",\"to\":\"b\",\"text\":\"fine\"},"
      "{\"from\":\"a\",\"to\":\"c\",\"text\":\"let's move to Telegram\"}]}", FEATURE_MSG_OFF_PLATFORM, 1 },
        { "the client asks", "{\"account\":\"a\",\"msg\":[{\"from\":\"b\",\"to\":\"a\","
      "\"text\":\"let's move to Telegram\"},{\"from\":\"a\",\"to\":\"b\","
      "\"text\":\"I would rather stay here\"}]}", FEATURE_MSG_OFF_PLATFORM, 0 },
        { "others count at any time", "{\"msg\":[{\"from\":\"a\",\"to\":\"b\",\"text\":\"1\"},{\"from\":\"a\","
      "\"to\":\"b\",\"text\":\"2\"},{\"from\":\"a\",\"to\":\"b\",\"text\":\"3\"},"
      "{\"from\":\"a\",\"to\":\"b\",\"text\":\"payment upfront please\"},"
      "{\"from\":\"a\",\"to\":\"b\",\"text\":\"pay me in advance: upfront payment\"}]"
      "}", FEATURE_MSG_PREPAY, 2 },
        { "nothing said", "{\"msg\":{\"from\":\"a\",\"to\":\"b\",\"text\":\"Good morning\"}}", FEATURE_MSG_THREAT, 0 },
        { "no messages", "{\"name\":\"Anna\"}", FEATURE_MSG_THREAT, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_phrases),
        cmocka_unit_test(counts_by_conversation),
    };
    return HELP_GROUP(tests);
}
