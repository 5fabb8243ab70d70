package main

import "asuhbersama/demo"

// guide says what a visitor of the demo does next, from the first link to the daftar hadir and an announcement to the crowd. What stands
// in [brackets] is on a button: one of the bot's, which speaks Indonesian here, or one of the page's, which speaks the visitor's language.
func guide() []demo.Step {
	step := func(who int64, id, en string, done string, on int64) demo.Step {
		return demo.Step{Who: who, Words: map[string]string{"id": id, "en": en}, Done: done, On: on}
	}
	return []demo.Step{
		step(joko, "[Buka], [Mulai], tulis namanya. Lalu [Undang fasilitator], [Seluruh program], tekan tautannya, kirim ke HP Bu Rina.",
			"[Open], [Start], write the name. Then [Undang fasilitator], [Seluruh program], press the link, send it to Bu Rina's phone.",
			"Buat kelompok", rina),
		step(rina, "[Buat kelompok], jawab. Lihat [Poster QR]. Tekan tautan keluarga, kirim ke HP Bu Sari.",
			"[Buat kelompok], answer. See [Poster QR]. Press the families' link, send it to Bu Sari's phone.",
			"Saya dewasa dan setuju", sari),
		step(sari, "Setujui, jawab. Lalu [Ajak pengasuh lain], tekan tautannya, kirim ke HP Nenek Inaq Sahnun.",
			"Agree, answer. Then [Ajak pengasuh lain], press the link, send it to Nenek Inaq Sahnun's phone.",
			"Saya dewasa dan setuju", nenek),
		step(rina, "Yang tidak punya Telegram: [Keluarga], [Tambah nama], satu nama satu baris.",
			"Those without Telegram: [Keluarga], [Tambah nama], one name a line.",
			"Lengkapi data", rina),
		step(rina, "[Lihat kelompok], [Rencanakan pertemuan]. Harinya boleh diketik: Sabtu jam 2 siang.",
			"[Lihat kelompok], [Rencanakan pertemuan]. The day can be typed: Sabtu jam 2 siang.",
			"Umumkan", rina),
		step(rina, "⋮ di kanan atas, [Tambahkan bot ke grup]. Lalu [Umumkan] rencananya dan kirim.",
			"⋮ at the top right, [Add the bot to a group]. Then [Umumkan] the plan and send it.",
			"Bagikan ke WA", rina),
		step(sari, "Jawab undangannya. Lalu tekan jam di atas, [Ke kejadian berikutnya]: pengingat datang sehari dan dua jam sebelum pertemuan.",
			"Answer the invitation. Then press the clock above, [To the next event]: reminders come a day and two hours before the meeting.",
			"Layar kode hadir", rina),
		step(rina, "[Layar kode hadir]. Bu Sari mengetik kodenya; HP lain memindai: perbesar gambarnya, [Pindai QR ini]. Sisanya [Centang hadir].",
			"[Layar kode hadir]. Bu Sari types the code; another phone scans: enlarge the picture, [Scan this QR]. The others: [Centang hadir].",
			"Batalkan centang", rina),
		step(rina, "[Tutup pertemuan]. Yang datang mendapat latihan di rumah; Bu Rina mendapat daftar hadir, berkas Excel.",
			"[Tutup pertemuan]. Whoever came gets a practice for home; Bu Rina gets the daftar hadir, an Excel file.",
			"Perbaiki hadir", rina),
		step(sari, "Di bawah latihannya tekan [Malam ini], lalu jam di atas, [Ke kejadian berikutnya]: besok paginya ia ditanya. [Sudah].",
			"Below the practice press [Malam ini], then the clock above, [To the next event]: in the morning she is asked. [Sudah].",
			"Belum sempat", sari),
		step(joko, "Tulis /pengumuman, lalu peringatan banjir. 3.000 warga di tiga kabupaten ada di belakang HP-HP ini: pilih penerimanya, [Kirim sekarang].",
			"Write /pengumuman, then a flood warning. 3,000 people in three kabupaten stand behind these phones: choose who gets it, [Kirim sekarang].",
			"Jeda", joko),
		step(joko, "Kartunya berjalan. Coba [Gangguan] di atas, lalu majukan jam [10 menit lagi]. Yang tidak menerima tertulis sebabnya.",
			"The card moves. Try [Trouble] above, then put the clock on by [10 minutes on]. Whoever did not get it is shown with the reason.",
			"", 0),
	}
}
