package main

import "asuhbersama/demo"

// guide says what a visitor of the demo does next, from the first link to the daftar hadir. What stands in [brackets] is on a
// button: one of the bot's, which speaks Indonesian here, or one of the page's, which speaks the visitor's language.
func guide() []demo.Step {
	step := func(who int64, id, en string) demo.Step {
		return demo.Step{Who: who, Words: map[string]string{"id": id, "en": en}}
	}
	return []demo.Step{
		step(joko, "[Buka], [Mulai], tulis namanya. Lalu [Undang fasilitator], tekan tautannya, kirim ke HP Bu Rina.",
			"[Open], [Start], write the name. Then [Undang fasilitator], press the link, send it to Bu Rina's phone."),
		step(rina, "[Mulai], tulis namanya, [Buat kelompok]. Lihat [Poster QR]. Tekan tautan keluarga, kirim ke HP Bu Sari.",
			"[Start], write the name, [Buat kelompok]. See [Poster QR]. Press the families' link, send it to Bu Sari's phone."),
		step(sari, "[Mulai], setujui, jawab. Lalu [Ajak pengasuh lain], tekan tautannya, kirim ke HP Nenek Inaq Sahnun.",
			"[Start], agree, answer. Then [Ajak pengasuh lain], press the link, send it to Nenek Inaq Sahnun's phone."),
		step(rina, "Yang tidak punya Telegram: [Keluarga], [Tambah nama], satu nama satu baris.",
			"Those without Telegram: [Keluarga], [Tambah nama], one name a line."),
		step(rina, "[Rencanakan pertemuan]. Harinya boleh diketik: Sabtu jam 2 siang.",
			"[Rencanakan pertemuan]. The day can be typed: Sabtu jam 2 siang."),
		step(rina, "⋮ di kanan atas, [Tambahkan bot ke grup]. Lalu [Umumkan]; jawab undangannya di HP Bu Sari atau di grup.",
			"⋮ at the top right, [Add the bot to a group]. Then [Umumkan]; answer the invitation on Bu Sari's phone or in the group."),
		step(sari, "Tekan jam di atas, [Ke kejadian berikutnya]: pengingat datang sehari dan dua jam sebelum pertemuan.",
			"Press the clock above, [To the next event]: reminders come a day and two hours before the meeting."),
		step(rina, "Majukan jam sampai [Layar kode hadir] muncul. Bu Sari mengetik kodenya; HP lain memindai: perbesar gambarnya, [Pindai QR ini]. Sisanya [Centang hadir].",
			"Move the clock until [Layar kode hadir] is there. Bu Sari types the code; another phone scans: enlarge the picture, [Scan this QR]. The others: [Centang hadir]."),
		step(rina, "[Tutup pertemuan]. Yang datang mendapat latihan di rumah; Bu Rina mendapat daftar hadir, berkas Excel.",
			"[Tutup pertemuan]. Whoever came gets a practice for home; Bu Rina gets the daftar hadir, an Excel file."),
	}
}
