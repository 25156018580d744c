"""Recompute the root of a C2SP tile log from its entry bundles.

Python's standard library only. Usage: nareken.py FOLDER, a folder that holds
what a server serves: checkpoint and tile/. Prints the key id and signature of
the first signature line, so that openssl can verify it; exits 1 when the root
or a level-0 tile is not what the entries give.
"""
import base64
import hashlib
import pathlib
import sys


def pad(n):
    s = "%03d" % (n % 1000)
    while n >= 1000:
        n //= 1000
        s = "x%03d/%s" % (n % 1000, s)
    return s


def wortel(bladen):
    if not bladen:
        return hashlib.sha256(b"").digest()
    if len(bladen) == 1:
        return bladen[0]
    k = 1
    while k * 2 < len(bladen):
        k *= 2
    return hashlib.sha256(b"\x01" + wortel(bladen[:k]) + wortel(bladen[k:])).digest()


def lees(map_, soort, i, breedte):
    p = map_ / "tile" / soort / pad(i)
    if breedte < 256:
        p = p.with_name(p.name + ".p") / str(breedte)
    return p.read_bytes()


def main():
    map_ = pathlib.Path(sys.argv[1])
    checkpoint = (map_ / "checkpoint").read_text("utf-8")
    tekst, handtekeningen = checkpoint.split("\n\n", 1)
    oorsprong, grootte, root = tekst.split("\n")
    bladen = []
    while len(bladen) < int(grootte):
        i, breedte = len(bladen) // 256, min(256, int(grootte) - len(bladen))
        bundel, tegel = lees(map_, "entries", i, breedte), b""
        while bundel:
            n = int.from_bytes(bundel[:2], "big")
            regel, bundel = bundel[2:2 + n], bundel[2 + n:]
            assert regel[:8] == b"blad/v1 " and len(regel) == 73
            blad = hashlib.sha256(b"\x00" + regel).digest()
            bladen.append(blad)
            tegel += blad
        if tegel != lees(map_, "0", i, breedte):
            sys.exit("tile %d is not what its entries give" % i)
    if wortel(bladen) != base64.b64decode(root, validate=True):
        sys.exit("the root is not that of the entries")
    naam, handtekening = handtekeningen.split("\n")[0][2:].split(" ")
    assert naam == oorsprong
    h = base64.b64decode(handtekening, validate=True)
    print(h[:4].hex(), h[4:].hex())


main()
