//go:build browser

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestBrowser plays on the page as a visitor does: families are enrolled, come to a meeting, and are told something by
// their coordinator. With SHOTS naming a folder,
// pictures of the page are put there.
func TestBrowser(t *testing.T) {
	v := newVisitor(t)
	address, end := demoOn(t)
	v.do(chromedp.Navigate(address))
	if !t.Run("enrol", func(t *testing.T) { v.on(t).enrol() }) {
		t.FailNow()
	}
	t.Run("checkin", func(t *testing.T) { v.on(t).checkIn() })
	t.Run("broadcast", func(t *testing.T) { v.on(t).broadcast() })
	v.on(t).silent()
	end()
}

func (v *visitor) enrol() {
	v.tap(joko, "[data-action=first-link]")
	v.tap(joko, "[data-action=start]")
	v.write(joko, "Pak Joko")
	v.press(joko, "Undang fasilitator")
	v.press(joko, "Seluruh program")
	v.hand(joko, rina)
	v.write(rina, "Bu Rina")
	v.press(rina, "Buat kelompok")
	v.write(rina, melati)
	v.press(rina, "Nusa Tenggara Barat")
	v.write(rina, "Lombok Timur")
	v.write(rina, "Anjani")
	v.press(rina, "Assalamu'alaikum")
	v.press(rina, "Betul")
	v.hand(rina, sari)
	v.press(sari, "Saya dewasa dan setuju")
	v.press(sari, "Ibu")
	v.write(sari, "Sari")
	for _, label := range []string{"Di rumah bersama anak", "Ayah", "Arab Saudi", "Ibu", "☐ 3–5 tahun"} {
		v.press(sari, label)
	}
	v.see(sari, label("☑ 3–5 tahun"))
	v.card(sari, "Selesai")
	v.see(sari, label("Ajak pengasuh lain"))

	// Nenek's phone knows no Telegram until the link from Bu Rina is opened on it.
	v.tap(nenek, "[data-action=open-link]")
	v.tap(nenek, "[data-action=seen-link]:first-child") // the newest: that of the families
	v.tap(nenek, "[data-action=start]")
	v.press(nenek, "Saya dewasa dan setuju")
	v.press(nenek, "Nenek")
	v.write(nenek, "Inaq Sahnun")
	for _, label := range []string{"Di rumah bersama anak", "Ibu", "Malaysia", "Nenek", "☐ 6–9 tahun"} {
		v.press(nenek, label)
	}
	v.see(nenek, label("☑ 6–9 tahun"))
	v.card(nenek, "Selesai")
	v.see(nenek, label("Ajak pengasuh lain"))

	v.card(rina, "Keluarga")
	v.see(rina, `[data-label^="Bu Sari"]`)
	v.see(rina, `[data-label^="Nenek Inaq Sahnun"]`)
	v.shoot("enrol")
}

func (v *visitor) checkIn() {
	v.write(rina, "/kelompok")
	v.press(rina, "Rencanakan pertemuan")
	v.press(rina, "A")
	v.write(rina, "Sabtu jam 2 siang")
	v.press(rina, "90 menit")
	v.write(rina, "Balai desa")
	for _, label := range []string{"Betul", "Umumkan", "Kirim ke 2 keluarga"} {
		v.press(rina, label)
	}
	v.card(sari, "✅ Insyaallah datang")
	v.see(sari, "[data-toast]")
	v.see(nenek, label("✅ Insyaallah datang"))
	v.shoot("announced")

	// A lesson, the day before, another lesson, two hours before, and when check-in opens.
	for _, hour := range []string{"18.30 WITA", "16.00 WITA", "18.30 WITA", "12.00 WITA", "13.15 WITA"} {
		v.touch(`.quick [data-action=clock][data-to=next]`, 0)
		v.until(fmt.Sprintf(`document.getElementById("hour").textContent === %q && !document.body.matches(".walking")`, hour))
	}
	v.card(rina, "Layar kode hadir")
	v.see(rina, ".photo img")
	code := v.until(fmt.Sprintf(`[...document.querySelectorAll('section[data-person="%d"] .message code')].at(-1)?.textContent`, rina))
	v.shoot("code")
	v.card(sari, "Saya sudah di tempat")
	v.write(sari, code)

	// Another phone scans the picture on Bu Rina's.
	v.tap(rina, "[data-action=photo]")
	v.touch(".lightbox [data-action=scan]", 0)
	v.tap(rina, fmt.Sprintf(`[data-action=send-to][data-to="%d"]`, nenek))
	v.tap(nenek, "[data-action=start]")

	v.card(rina, "Centang hadir")
	v.see(rina, label("✅ Bu Sari"))
	v.see(rina, label("✅ Nenek Inaq Sahnun"))
	v.shoot("came")
}

func (v *visitor) broadcast() {
	v.write(joko, "/pengumuman")
	v.write(joko, "Posyandu hari Rabu pindah ke balai desa.")
	v.press(joko, "Keluarga")
	v.see(joko, label("Minta persetujuan")) // it is for more than a thousand
	v.shoot("preview")
	v.press(joko, "Minta persetujuan")
	v.press(tuti, "Lihat dan putuskan")
	v.see(tuti, label("Setujui"))
	v.shoot("approval")
	v.press(tuti, "Setujui")
	for _, who := range []int64{sari, nenek} {
		v.read(who, "Posyandu hari Rabu")
	}
	v.read(joko, "Sedang dikirim")
	v.shoot("sending")
	v.touch(`.quick [data-action=clock][data-to=in10]`, 0)
	v.until(`!document.body.matches(".walking")`)
	v.read(joko, "Selesai")
	v.read(joko, "memblokir bot")
	v.shoot("sent")
}

// visitor is somebody in front of the page.
type visitor struct {
	t      *testing.T
	ctx    context.Context
	newest map[int64]int // by phone: the newest message when its person last did something
	faults <-chan string // what the page complains of
}

func newVisitor(t *testing.T) *visitor {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("/usr/bin/chromium"), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("force-prefers-reduced-motion", true),
	)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900)); err != nil {
		t.Fatal(err)
	}
	console := chromedp.Console(ctx)
	faults := make(chan string, 100)
	go func() {
		for m, err := range console {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == "error" {
				faults <- m.String()
			}
		}
	}()
	return &visitor{t: t, ctx: ctx, newest: map[int64]int{}, faults: faults}
}

// on lets the same visitor go on in another part of the test.
func (v *visitor) on(t *testing.T) *visitor {
	there := *v
	there.t = t
	return &there
}

func (v *visitor) do(action chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, action); err != nil {
		v.t.Fatal(err)
	}
}

// patience is how long anything on the page may take to appear.
const patience = 10 * time.Second

// until waits until an expression is true on the page, asked at every frame, and gives its value.
func (v *visitor) until(expression string) string {
	v.t.Helper()
	script := `new Promise((done) => { const look = () => { const v = ` + expression + `; v ? done(String(v)) : requestAnimationFrame(look); }; look(); })`
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		v.picture("failed")
		v.t.Fatalf("wait until %s: %v", expression, err)
	}
	return value
}

// reach is the newest element that a selector finds and a finger could touch: in view, and with nothing lying over it.
const reach = `((selector, after) => [...document.querySelectorAll(selector)].findLast((e) => {
	if (!(Number(e.closest("[data-message]")?.dataset.message ?? Infinity) > after)) return false;
	e.scrollIntoView({ block: "nearest", inline: "nearest" });
	const box = e.getClientRects()[0];
	const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
	return top && (e.contains(top) || top.contains(e) && top.matches("button, a"));
}))`

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings only
	}
	return string(b)
}

// touch clicks what a selector finds once it can be reached: in a message newer than after, if it is in one. It gives the
// newest message that the same phone shows at that moment.
func (v *visitor) touch(selector string, after int) (newest int) {
	v.t.Helper()
	found := v.until(fmt.Sprintf(`((e) => {
	const shown = e?.closest(".phone")?.querySelectorAll("[data-message]") ?? [];
	return e && (e.click(), "0" + Math.max(0, ...[...shown].map((m) => m.dataset.message)));
})(%s(%s, %d))`, reach, quoted(selector), after))
	newest, err := strconv.Atoi(found)
	if err != nil {
		v.t.Fatal(err)
	}
	return newest
}

func phone(who int64, selector string) string {
	return fmt.Sprintf(`section[data-person="%d"] %s`, who, selector)
}

func label(text string) string { return "[data-label=" + quoted(text) + "]" }

// see waits until something is on a phone, perhaps out of view.
func (v *visitor) see(who int64, selector string) {
	v.t.Helper()
	v.until(fmt.Sprintf(`document.querySelector(%s)`, quoted(phone(who, selector))))
}

// read waits until somebody can read something on a phone.
func (v *visitor) read(who int64, text string) {
	v.t.Helper()
	v.until(fmt.Sprintf("[...document.querySelectorAll(%s)].some(m => m.textContent.includes(%s))", quoted(phone(who, ".message")), quoted(text)))
}

// tap touches something on a phone.
func (v *visitor) tap(who int64, selector string) {
	v.t.Helper()
	v.newest[who] = v.touch(phone(who, selector), 0)
}

// press touches a button of the answer to what the person did last.
func (v *visitor) press(who int64, text string) {
	v.t.Helper()
	v.newest[who] = v.touch(phone(who, label(text)), v.newest[who])
}

// card touches a button wherever it is found last.
func (v *visitor) card(who int64, text string) {
	v.t.Helper()
	v.tap(who, label(text))
}

// write types into the message box and sends it.
func (v *visitor) write(who int64, text string) {
	v.t.Helper()
	v.see(who, "[data-action=write]")
	v.do(chromedp.SendKeys(chromedp.CSS(phone(who, "[data-action=write]")), text))
	v.tap(who, "[data-action=send]")
}

// hand opens on one phone the link that the answer on another shows.
func (v *visitor) hand(from, to int64) {
	v.t.Helper()
	v.touch(phone(from, ".text a[data-action=link]"), v.newest[from])
	v.tap(from, fmt.Sprintf(`[data-action=send-to][data-to="%d"]`, to))
	v.tap(to, "[data-action=start]")
}

// shoot looks at the page on a laptop and on a phone, by day and by night: nothing may stick out at the side.
func (v *visitor) shoot(name string) {
	v.t.Helper()
	for _, width := range []int64{360, 1440} {
		v.do(chromedp.EmulateViewport(width, map[int64]int64{360: 740, 1440: 900}[width]))
		v.until(fmt.Sprintf("innerWidth === %d", width))
		for range 2 {
			theme := v.until(`document.documentElement.dataset.theme`)
			if out := v.until(`"over by " + (document.documentElement.scrollWidth - innerWidth)`); out != "over by 0" {
				v.t.Errorf("%s at %d px: the page is %s", name, width, out)
			}
			v.picture(fmt.Sprintf("%s-%d-%s", name, width, theme))
			v.touch("#theme", 0)
		}
	}
}

// picture keeps what the page looks like, when somebody wants it.
func (v *visitor) picture(name string) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		v.t.Errorf("picture of %s: %v", name, err)
	}
}

// silent fails when the page has complained of anything.
func (v *visitor) silent() {
	for {
		select {
		case fault := <-v.faults:
			v.t.Errorf("the page complains: %s", fault)
		default:
			return
		}
	}
}
