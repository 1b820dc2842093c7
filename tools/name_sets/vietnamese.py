"""Vietnamese persons: common surnames and given names."""
import unicodedata

MARKS = str.maketrans("đĐ", "dD")


def make(s):
    """Surnames of names-by-country with common given names: with marks and without, in both orders."""
    given = ("Văn Thị Minh Anh Hùng Dũng Tuấn Hải Nam Sơn Long Hoàng Đức Quang Thành Trung Kiên Cường Bình Hoa Lan Hương Thảo Linh Trang Ngọc Hà "
             "Mai Thu Hằng Phương Yến Oanh Nhung Xuân Đông Phúc Lộc Thọ Khánh Vinh Tâm Thanh Tú Quân Huy Bảo Khoa Toàn Đạt Thịnh Hậu").split()
    rows = [r for r in s.src.countries("surnames") if r["Country"] == "VN"]
    for k in range(400):
        family = rows[0] if s.rng.random() < 0.38 else s.rng.choice(rows)
        name = family["Romanized Name"].split("/")[0]
        parts = [name, *s.rng.sample(given, 2 if k % 3 else 3)]
        full = " ".join(parts)
        bare = "".join(c for c in unicodedata.normalize("NFD", full.translate(MARKS)) if not unicodedata.combining(c))
        turned = bare.split()
        s.add("vietnamese", "marks", full, full, bare.upper() if k % 2 else bare)
        s.add("vietnamese", "order", full, full, " ".join([*turned[1:], turned[0]]))
