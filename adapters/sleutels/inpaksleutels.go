package sleutels

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Inpaksleutels is where the wrapping key comes from: the port behind which a file,
// a systemd credential or a key management system stands. All methods may be
// called concurrently.
type Inpaksleutels interface {
	// Huidig returns the wrapping key; [fs.ErrNotExist] when there is none.
	Huidig(ctx context.Context) ([32]byte, error)
	// Volgende returns the key that is to take its place; [fs.ErrNotExist] when
	// there is none. maak asks to make one if there is none.
	Volgende(ctx context.Context, maak bool) ([32]byte, error)
	// Bevestig makes the next key the current one, once everything is wrapped under
	// it. Doing it again is no error.
	Bevestig(ctx context.Context) error
	// Naam says where the key is, for whoever runs the server.
	Naam() string
}

// OpenMet opens the key store in pad with the wrapping key of b. A store of which
// the wrapping key is missing, or another one, is refused with what to do: nothing
// is opened, and found unreadable later. A store that does not exist yet gets a
// fresh wrapping key. Where a change of wrapping key was broken off, it is finished.
func OpenMet(ctx context.Context, pad string, b Inpaksleutels) (*Kluis, error) {
	_, err := os.Stat(pad)
	nieuw := errors.Is(err, fs.ErrNotExist)
	kek, err := b.Huidig(ctx)
	if errors.Is(err, fs.ErrNotExist) && nieuw {
		kek, err = maakEerste(ctx, b)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: de inpaksleutel van deze map ontbreekt (%s); zonder haar zijn persoonsgegevens niet meer te lezen. "+
			"Zet haar terug uit de kluis waar zij apart is bewaard, of geef haar met --kek", ErrKEK, b.Naam())
	}
	if err != nil {
		return nil, err
	}
	k, err := Open(pad, kek)
	if !errors.Is(err, ErrKEK) {
		return k, err
	}
	// The store may have been wrapped anew just before the process ended.
	volgende, err2 := b.Volgende(ctx, false)
	if err2 != nil {
		return nil, fmt.Errorf("%w (%s)", err, b.Naam())
	}
	if k, err2 = Open(pad, volgende); err2 != nil {
		return nil, fmt.Errorf("%w (%s)", err, b.Naam())
	}
	if err := b.Bevestig(ctx); err != nil {
		return nil, errors.Join(err, k.Sluit())
	}
	return k, nil
}

func maakEerste(ctx context.Context, b Inpaksleutels) (kek [32]byte, err error) {
	if _, err := b.Volgende(ctx, true); err != nil {
		return kek, err
	}
	if err := b.Bevestig(ctx); err != nil {
		return kek, err
	}
	return b.Huidig(ctx)
}

// VernieuwInpaksleutel wraps all keys of k under the next key of b, and makes
// that the current one. It may be called while k is in use. A crash in between
// is finished by [OpenMet]. With [ErrBezet] the next key is the current one, and the
// old wrapped forms stay in the log of the file until a destruction or a start.
func VernieuwInpaksleutel(ctx context.Context, k *Kluis, b Inpaksleutels) error {
	kek, err := b.Volgende(ctx, true)
	if err != nil {
		return fmt.Errorf("volgende inpaksleutel (%s): %w", b.Naam(), err)
	}
	err = k.Hersleutel(ctx, kek)
	if errors.Is(err, ErrBezet) { // all is wrapped anew: who kept the old key now would lose everything
		err = fmt.Errorf("de nieuwe inpaksleutel is in gebruik, maar wat onder de oude was ingepakt staat nog in de map, tot het kantoor opnieuw begint: %w", err)
		return errors.Join(b.Bevestig(ctx), err)
	}
	if err != nil {
		return err
	}
	return b.Bevestig(ctx)
}

// Bestand is a wrapping key in a file; the next one stands beside it, with ".nieuw"
// behind its name.
type Bestand struct{ Pad string }

// Naam implements [Inpaksleutels].
func (b Bestand) Naam() string { return b.Pad }

// Huidig implements [Inpaksleutels].
func (b Bestand) Huidig(context.Context) ([32]byte, error) { return LeesKEK(b.Pad) }

// Volgende implements [Inpaksleutels].
func (b Bestand) Volgende(_ context.Context, maak bool) ([32]byte, error) {
	if maak {
		return LeesOfMaakKEK(b.Pad + ".nieuw")
	}
	return LeesKEK(b.Pad + ".nieuw")
}

// Bevestig implements [Inpaksleutels].
func (b Bestand) Bevestig(context.Context) error {
	err := os.Rename(b.Pad+".nieuw", b.Pad)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it was done before
	}
	if err != nil {
		return fmt.Errorf("nieuwe inpaksleutel in gebruik nemen: %w", err)
	}
	return syncMap(filepath.Dir(b.Pad))
}

// ErrVast reports a source that only whoever runs the server can change.
var ErrVast = errors.New("deze inpaksleutel komt van buiten het programma; geef de nieuwe daar als kek.nieuw en start opnieuw")

// Credential is a wrapping key that systemd hands to the service, in the folder
// that CREDENTIALS_DIRECTORY names: kek, and for a change kek.nieuw. The folder is
// readable for the service alone, whatever the mode of a file in it shows.
type Credential struct{ Map string }

// Naam implements [Inpaksleutels].
func (c Credential) Naam() string { return "systemd-credential kek" }

// Huidig implements [Inpaksleutels].
func (c Credential) Huidig(context.Context) ([32]byte, error) {
	return leesHex(filepath.Join(c.Map, "kek"))
}

// Volgende implements [Inpaksleutels].
func (c Credential) Volgende(_ context.Context, maak bool) ([32]byte, error) {
	kek, err := leesHex(filepath.Join(c.Map, "kek.nieuw"))
	if errors.Is(err, fs.ErrNotExist) && maak {
		return kek, ErrVast
	}
	return kek, err
}

// Bevestig implements [Inpaksleutels]. The next key stays under its name until the
// administrator changes the credentials; [OpenMet] finds it there.
func (c Credential) Bevestig(context.Context) error { return nil }

func leesHex(pad string) (kek [32]byte, err error) {
	b, err := os.ReadFile(pad)
	if err != nil {
		return kek, fmt.Errorf("read wrapping key: %w", err)
	}
	return ontHex(b, pad)
}

func ontHex(b []byte, waar string) (kek [32]byte, err error) {
	defer clear(b)
	n, err := hex.Decode(kek[:], []byte(strings.TrimSuffix(string(b[:min(len(b), 65)]), "\n")))
	if err != nil || n != len(kek) || len(b) > 65 {
		return [32]byte{}, fmt.Errorf("%w: %s geeft geen 64 hexadecimale tekens", ErrKEKBestand, waar)
	}
	return kek, nil
}

// Programma is a wrapping key that a program hands over: a few lines around the
// command line of a key management system. It is run with one argument, huidig,
// volgende, maak or bevestig, and answers the first three with 64 hexadecimal
// digits on standard output; with exit code 3 it says that there is no such key.
type Programma struct{ Pad string }

// geenSleutel is the exit code of a program that has no such key.
const geenSleutel = 3

// Naam implements [Inpaksleutels].
func (p Programma) Naam() string { return "programma " + p.Pad }

// Huidig implements [Inpaksleutels].
func (p Programma) Huidig(ctx context.Context) ([32]byte, error) { return p.vraag(ctx, "huidig") }

// Volgende implements [Inpaksleutels].
func (p Programma) Volgende(ctx context.Context, maak bool) ([32]byte, error) {
	if maak {
		return p.vraag(ctx, "maak")
	}
	return p.vraag(ctx, "volgende")
}

// Bevestig implements [Inpaksleutels].
func (p Programma) Bevestig(ctx context.Context) error {
	_, err := p.voerUit(ctx, "bevestig")
	return err
}

func (p Programma) vraag(ctx context.Context, wat string) (kek [32]byte, err error) {
	b, err := p.voerUit(ctx, wat)
	if err != nil {
		return kek, err
	}
	return ontHex(b, p.Naam())
}

func (p Programma) voerUit(ctx context.Context, wat string) ([]byte, error) {
	b, err := exec.CommandContext(ctx, p.Pad, wat).Output()
	if fout, ok := errors.AsType[*exec.ExitError](err); ok && fout.ExitCode() == geenSleutel {
		return nil, fmt.Errorf("%s %s: %w", p.Naam(), wat, fs.ErrNotExist)
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", p.Naam(), wat, err) // its output may hold a key
	}
	return b, nil
}

// Bron returns where the wrapping key of a folder comes from: the program that
// was named, the file that was named, a systemd credential when there is one, and
// else the file kek in the folder.
func Bron(dir, bestand, programma, credentials string) Inpaksleutels {
	switch {
	case programma != "":
		return Programma{Pad: programma}
	case bestand != "":
		return Bestand{Pad: bestand}
	case credentials != "":
		if _, err := os.Stat(filepath.Join(credentials, "kek")); err == nil {
			return Credential{Map: credentials}
		}
	}
	return Bestand{Pad: filepath.Join(dir, "kek")}
}
