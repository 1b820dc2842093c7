"""Checksums of wallet addresses: base58check, bech32, EIP-55. Used by make_starter.py only."""
import hashlib

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
# Version bytes: Bitcoin P2PKH and P2SH, Litecoin P2PKH and P2SH, Tron.
VERSIONS = {0x00: "btc", 0x05: "btc", 0x30: "ltc", 0x32: "ltc", 0x41: "tron"}


def base58check(text):
    """The chain of a base58check address with 20 bytes of payload, or None."""
    number = 0
    for c in text:
        digit = BASE58.find(c)
        if digit < 0:
            return None
        number = number * 58 + digit
    if number.bit_length() > 8 * 25:
        return None
    raw = number.to_bytes(25, "big")
    zeros = len(text) - len(text.lstrip("1"))
    if zeros != len(raw) - len(raw.lstrip(b"\0")):
        return None
    check = hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4]
    return VERSIONS.get(raw[0]) if check == raw[21:] else None


def bech32(text):
    """The chain of a segwit address (bech32 for version 0, bech32m above), or None."""
    if text not in (text.lower(), text.upper()):
        return None
    text = text.lower()
    split = text.rfind("1")
    chain = {"bc": "btc", "ltc": "ltc"}.get(text[:split])
    if chain is None or not all(c in BECH32 for c in text[split + 1:]):
        return None
    data = [BECH32.index(c) for c in text[split + 1:]]
    if len(data) < 8:
        return None
    prefix = [ord(c) >> 5 for c in text[:split]] + [0] + [ord(c) & 31 for c in text[:split]]
    check = 1
    for value in prefix + data:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, g in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> i & 1:
                check ^= g
    return chain if check == (1 if data[0] == 0 else 0x2BC830A3) else None


def keccak256(data):
    """Keccak-256 with the original padding (0x01), as Ethereum uses it."""
    rate, lanes, mask = 136, [0] * 25, (1 << 64) - 1

    def rol(v, n):
        n %= 64
        return (v << n | v >> (64 - n)) & mask if n else v

    def permute(a):
        lfsr = 1
        for _ in range(24):
            c = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
            for x in range(5):
                d = c[(x + 4) % 5] ^ rol(c[(x + 1) % 5], 1)
                for y in range(5):
                    a[x + 5 * y] ^= d
            x, y, current = 1, 0, a[1]
            for t in range(24):
                x, y = y, (2 * x + 3 * y) % 5
                a[x + 5 * y], current = rol(current, (t + 1) * (t + 2) // 2), a[x + 5 * y]
            for y in range(5):
                row = a[5 * y:5 * y + 5]
                for x in range(5):
                    a[x + 5 * y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5] & mask)
            for j in range(7):
                if lfsr & 1:
                    a[0] ^= 1 << ((1 << j) - 1)
                lfsr = lfsr << 1 ^ (0x171 if lfsr & 0x80 else 0)

    padded = bytearray(data) + b"\x01" + b"\0" * ((-len(data) - 1) % rate)
    padded[-1] |= 0x80
    for at in range(0, len(padded), rate):
        for i in range(rate // 8):
            lanes[i] ^= int.from_bytes(padded[at + 8 * i:at + 8 * i + 8], "little")
        permute(lanes)
    return b"".join(v.to_bytes(8, "little") for v in lanes[:4])


def eip55(text):
    """The EVM address in EIP-55 letter case, or None when it is not one."""
    low = text.lower()
    if len(low) != 42 or not low.startswith("0x") or any(c not in "0123456789abcdef" for c in low[2:]):
        return None
    digest = keccak256(low[2:].encode()).hex()
    return "0x" + "".join(c.upper() if int(d, 16) > 7 else c for c, d in zip(low[2:], digest))


assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
assert eip55("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed") == "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
assert base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa") == "btc"
assert bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4") == "btc"
