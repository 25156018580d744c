#!/bin/sh
# blad.sh JOURNAAL POSITIE: rekent commitment en bladhash van een gebeurtenis na,
# met alleen sqlite3, xxd en sha256sum. Gebruik een kopie (kroniek backup): ook
# alleen-lezen openen zet bestanden naast een journaal.
#
# Uitvoer: twee regels, "commitment <hex>" en "bladhash <hex>". Is de gebeurtenis
# door haar residu vervangen, dan is haar zout weg: de commitment komt dan uit de
# kolom en een derde regel "vervangen" zegt dat. Wijkt de kolom af van wat de
# bytes geven, dan staat dat op stderr en is de uitgangscode 1.
set -eu

if [ $# -ne 2 ]; then
	echo "gebruik: blad.sh JOURNAAL POSITIE" >&2
	exit 2
fi
case $2 in
'' | 0* | *[!0-9]*)
	echo "blad.sh: een positie is een geheel getal vanaf 1" >&2
	exit 2
	;;
esac
if [ ! -f "$1" ]; then
	echo "blad.sh: er is geen bestand $1" >&2
	exit 2
fi

kolom() { sqlite3 -readonly "$journaal" "select hex($1) from gebeurtenissen where positie = $positie"; }
journaal=$1 positie=$2

vast=$(kolom commitment | tr A-F a-f)
if [ -z "$vast" ]; then
	echo "blad.sh: er is geen gebeurtenis op positie $positie" >&2
	exit 1
fi
zout=$(kolom zout)
commitment=$vast
if [ -n "$zout" ]; then
	commitment=$( (
		printf 'gebeurtenis/v1\n'
		echo "$zout" | xxd -r -p
		kolom gebeurtenis | xxd -r -p
	) | sha256sum | cut -d ' ' -f 1)
fi
echo "commitment $commitment"
echo "bladhash $(printf '\000blad/v1 %s\n' "$commitment" | sha256sum | cut -d ' ' -f 1)"
if [ -z "$zout" ]; then
	echo "vervangen"
fi
if [ "$commitment" != "$vast" ]; then
	echo "blad.sh: de kolom commitment zegt $vast" >&2
	exit 1
fi
