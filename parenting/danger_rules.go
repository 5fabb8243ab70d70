//nolint:misspell // Indonesian, and as people type it
package parenting

// newSigns compiles the signs of each need, what threatens life first, and what looks like one and is none.
func newSigns() *signs {
	all := &signs{by: map[string][]int{}}
	all.add(NeedSuicide, suicideSigns, harmlessDeath+harmless)
	all.add(NeedViolence, violenceSigns, harmlessViolence+harmless)
	all.add(NeedBaby, babySigns, harmlessIllness+harmless)
	all.add(NeedContact, contactSigns, harmlessSilence)
	return all
}

// harmless is what is only spoken of: films and games, a topic, a question what something is.
const harmless = `
kasus <any>|bunuh-diri
kasus <kill> diri?
film .. <any>|<death>|kejang|pingsan|tenggelam|senjata|hilang
<any>|<death> ... film
tentang .. <any>|bunuh-diri|kejang|hilang
bunuh-diri itu|adalah dosa|haram|tidak
<kill> diri itu|adalah dosa|haram|tidak
apa|arti|maksud|bentuk|jenis|contoh|bahaya|dampak|ciri|tanda|nomor|aturan|hukuman|undang itu|dari|sih|tanda? .. kekerasan|kdrt|pelecehan|bunuh-diri|kejang
nonton|lihat|liat|baca|dengar|denger|ngeliat di|ada|soal? kabar|tv|koran ... <any>|<death>|kecelakaan|tenggelam|hilang
kabar ... <any>|<death> ... tv|koran|internet|kota|jakarta|viral
`

// harmlessDeath is dying that is nobody's: lamps and telephones, idioms.
const harmlessDeath = `
<thing> .. <beat>
<beat> si|anak|banyak|semua|di|pakai? <thing>
mati lampu|listrik|rasa|gaya|kutu|suri|langkah|aliran|pln|air|sinyal|hp|sementara|api|mesin|total|kota|obor
<machine> aku? <that> <that>? <that>? mati
<machine> mati
mau mati .. <machine>
setengah|harga|hidup|separo|separuh|cinta|setia|pasal|tanggal mati
mau mati|pingsan aku|mau|rasanya? ketawa|tertawa|ngakak|lucu|lapar|panas|malu|ngantuk|gerah
<idiom> .. mau|sampai|setengah|rasa|kayak|seperti mau? mati
takut mati
menyerah ngajarin|ngajari|belajar|main|mancing|masak|jahit
masih hidup apa|atau|nggak|kah
gantung baju|jemuran|jas|lampu|hp|kunci|pakaian|tas|rapor|raport
capek semua badan
putus asa belajar|tentang|ngajarin|ngajari|main
selamat tinggal di
buat biaya|kebutuhan hidup
tidak mau|kuat hidup boros|mewah|jauh|di? kota|desa|kampung|pisah|rantau
biaya|kebutuhan|pedoman|gaya|cara|tuntunan|bekal|pengalaman|kualitas|keterampilan hidup
hidup .. mahal
susah hidup
gagal <that>? hidup
capek hidup di
hidup lampu|listrik|hemat|sehat|baru|rukun|damai
`

// suicideSigns are of somebody who does not want to live on, or harms himself.
const suicideSigns = `
bunuh-diri
<kill> diri
mau|rather|baik|biar|biarin|biarkan|doa|pasrah|siap|minta|cepat|cepet|kapan|semoga|dari|daripada|pilih|milih|andai .. mati|meninggal saja|lah|lagi|daripada|dari|ya|.|aku|bareng|sama|karena|gara|gitu|semua|udahan|sekarang|dulu|deh|biar|x
mati saja
mati .. lebih enak|baik|tenang
mati .. daripada|jalan|solusi|pilihan
hilang .. bumi|dunia
buat apa .. hidup
aku .. tidak guna|berharga|bermakna
selamat tinggal semua|dunia|.
mau|rather|rasa ... mati|meninggal
mati ... enak|rather|daripada
rather ... tidak .. hidup
tidak usah|perlu .. hidup
mau .. nyusul ... almarhum|meninggal|surga|kubur|kuburan|makam|akhirat
semoga|berharap|biar|doakan .. tidak bangun
baik|rather|pilih aku? .. mati|meninggal
<feel> ... hidup
hidup ... <feel>
<feel> .. dunia
tidak mau .. dunia
<verb> diri
hidup .. tidak .. sayang|peduli|harapan|bahagia
aku|anak|suami|istri|dia|kakak|ortu|agent .. mau .. mati|meninggal
dicabut|cabut .. nyawa|nyawaku
cepat|cepet|mau|segera|minta .. dipanggil|dijemput tuhan|allah|ajal|gusti|yang|maut
.|apa|kalau|biar|andai|enak|daripada|semoga|seandainya|misal|misalnya|sampai|biarkan|biarin aku .. mati|meninggal
<who> .. depresi|depresinya
tidak .. harapan .. .|hidup|lagi|apa|apapun
capek|dengan|sama semua .. ini|.
tidak mau|kuat|ada|punya|pantas|layak|pengen|semangat|minat|sudi|gelem|perlu|suka .. hidup
capek|putus|malas|males|ogah|benci|cukup|sia|guna|buat|kenapa|ngapain|beban|menyesal|sesal|tidak|percuma apa? aku|dia? sama|dengan|jalani|jalanin|menjalani|masih|aku|ada|harus? hidup
hidup aku? ini? .. guna|gelap|hancur|percuma|berakhir
hidup .. tidak .. guna|lagi
putus asa
akhiri|mengakhiri|selesaikan|hentikan|menghabisi|habisi|ngilangin|hilangkan|menghilangkan .. hidup|semua|semuanya|nyawa|penderitaan|diri|saja
<kill> .. nyawa
nyawa melayang
gantung diri
mau .. gantung|loncat|racun
minum .. racun
racun .. minum
loncat .. jembatan
tali .. gantung
gantung .. leher
sayat|potong|memotong|motong|lukai .. tangan|nadi|diri
nadi .. sayat|potong
lukai diri
benturin|bentur|membenturkan|benturkan|jedotin|jedugin .. kepala|diri
tidur .. selamanya
tidur .. tidak bangun lagi
mau tidak bangun lagi
mau .. pergi .. selamanya
mau .. nyusul .. almarhum
mau .. hilang|lenyap|kabur saja|selamanya|dari dunia|bumi|.
hilang .. dari dunia|bumi
mau hilang saja
pergi|hilang|ninggalin|tinggalkan|pamit .. dunia
aku|rasanya|sudah .. tidak kuat|tahan lagi? saja|semua|semuanya|hidup|begini|gini|rasanya|ya|menanggung|nanggung|jalani|jalanin|menjalani|lagi|.
tidak kuat lagi? dengan|sama? hidup|semua|begini|nanggung
tidak mau bangun lagi
mau menyerah|udahan .. .
aku|sudah|rasanya menyerah .. .|hidup|semua|semuanya|dengan|sama|saja
menyerah .. hidup
bahagia|baik|tenang|lebih .. tanpa aku
baik .. tanpa aku
baik .. aku tidak ada|lahir
tidak ada aku .. baik|bahagia|senang|tenang|beban
baik|andai|coba|mau .. tidak .. lahir|dilahirkan|lahirkan
menyesal|nyesel|sesal .. lahir|dilahirkan
pesan|wasiat|surat terakhir|perpisahan|wasiat
titip|jaga|jagain|rawat|titipkan .. anak .. aku .. tidak ada
titip|jaga|jagain|rawat|titipkan .. anak .. aku .. mati|meninggal|pergi selamanya|.
titip|jaga|jagain|rawat|titipkan .. anak .. aku .. mati|meninggal
kalau aku tidak ada lagi|titip|tolong|jaga|di|anak
dunia .. baik .. tanpa
tidak sanggup|kuat .. hidup
pisau .. nadi|tangan aku|diri
mau .. tabrakin|nabrakin|tabrakkan .. diri
ajak|ngajak .. mati
`

// harmlessIllness is small harm, and signs of others' things.
const harmlessIllness = `
pilek .. napas
napas lewat hidung|mulut
kuning|panas|kejang|sesak|muntah|luka|patah|jatuh|darah|berak|pingsan ... sembuh|baikan|sehat|membaik|pulih
jatuh ... tidak apa|kenapa|papa|luka|parah
tenggelam dalam
matahari tenggelam
kecelakaan lalu
kecelakaan .. macet|kabar
telan makanan|ludah|obat|air|pil
langkah|lagu|by|naik kejang
kejang by kejang
baju|celana|rok|rumah|ruangan|kamar|jadwal|sepatu|kencing|bajunya|jilbab|kerudung|gamis|bus|mobil|tempat aku? <that>? <that>? sesak|biru|kuning
sesak .. baju|celana|sempit|ramai|rame
gigi|pensil|kursi|sendok|penggaris|ranting|kuku|meja|payung|kacamata .. patah
patah hati|semangat
sesak kencing|nangis|rindu|kangen|penumpang
sesak karena rindu|kangen
warna|kertas|tas|langit|buku|krayon|pensil|bola|mata|pita|balon|topi biru|kuning
biru|kuning muda|tua|langit|dongker|laut|telur
tidak mau minum obat|vitamin|sayur|susu|sirup|jamu|es|teh|air|kopi|soda
tidak mau minum <that>? formula|botol|jamu|obat
tidak minum obat|kopi|soda|jamu|es
tidak sadar|nyadar kalau|sudah|bahwa|hp|jam|waktu|ternyata
jatuh cinta|tempo|hati|bangkit|nilai|pada|hari|sakit
hari|tanggal jatuh
darah tinggi|rendah|manis|daging
donor|golongan|tekanan|cek|periksa|tes|haid|nifas|transfusi darah
darah haid|nifas
tidak|jangan|supaya|biar|agar|takut|cegah|hindari sampai|boleh|mau|ada|lagi|pernah? kejang|tersedak|jatuh|tersiram|pingsan|kecelakaan|kesetrum|terbakar|tenggelam|telan|racun
kalau anak|bayi? kejang|tersedak harus? bagaimana|gimana
dulu|waktu|pernah .. kejang|tersedak .. alhamdulillah|sekarang
sudah|alhamdulillah|udah .. tidak kejang|panas|sesak|muntah|lemas|pingsan
tidak bangun sahur|subuh|pagi|tidur|siang|rumah|jam|kesiangan
susah bangun pagi|subuh|sahur|sekolah|tidur|tembok|siang|kalau|rumah
bangun rumah|tembok|pagi
mau pingsan <that>? lihat|harga|denger|ketawa
napas buatan|lega|panjang|pelan|dulu|dalam|baru
tarik|latihan|olah|atur|menarik napas
panas terik|matahari|cuaca|sekali cuaca|banget siang|hari
cuaca|hari|udara|air|kopi|siang|teh|jalan|kamar|rumah <that>? panas
<machine> aku? <that>? <that>? jatuh
jatuh .. lecet|sedikit
darah .. sedikit .. sudah
`

// babySigns are of somebody whose life is in danger.
const babySigns = `
kejang
pingsan
pendarahan
keracunan
biru .. <small>
bayi .. napas
<small> .. napas .. satu|tinggal|habis|lemah|jarang
kejang .. <ill>
kejang .. panas|tinggi|lagi|biru|terus|tolong|dari|tidak|mata|busa|berbusa|melotot|badan|sampai|.
panas .. kejang
mata .. melotot|mendelik|naik|terbalik .. atas|putih
mulut .. berbusa|busa
<ill> .. matanya melotot|mendelik|mbalik
<ill> ... tidak sadar|gerak|napas
tidak sadar ... <ill>
tidak sadar|sadarkan diri|dari|.
hilang kesadaran|sadar
<ill> .. hilang kesadaran|sadar
<ill> .. pingsan
pingsan .. tidak|terus|.|di|lagi
tidak bisa? napas
sulit|susah|berhenti|henti|kesulitan|sesak|berat|cepat|cepet|putus|ngos|kembang|tersengal|sesak bisa|mau|buat? napas
napas .. cepat|cepet|sesak|berhenti|berat|putus|tidak|grok|bunyi|megap|pendek|tersengal|ngos|kembang|sulit|susah|cuping
<ill> ... sesak
bengkak .. sesak
<ill> .. muntaber
panas ... tidak turun
epilepsi .. kambuh
<ill> .. dbd
sesak .. <ill>|dada|tidak|biru|dari|tolong
dada .. sesak .. napas|tidak|terus|sakit|nyeri
dada .. cekung|tertarik
bibir ... biru
biru ... bibir
<ill> .. jadi|tiba|pada|warna|sampai|kok|sudah|semua|badan|dingin .. biru
biru tidak|napas|semua|badan
<small> .. biru
bayi ... tidak mau? bisa? nyusu|minum|nangis|bangun|gerak|muntah|buka
<ill> .. tidak mau|bisa nyusu|minum
tidak mau|bisa nyusu|minum .. <ill>|sama|seharian|dari|sejak|lemas|panas|muntah
<ill> .. malas|males|lemah|kuat nyusu
bayi .. tidak nyusu|minum
<small> .. tolak|nolak|menolak nyusu|minum
<ill> ... susah|sulit|tidak mau|bisa? bangun
tidak bangun-bangun|bangun lagi
<ill> .. lemas .. tidak|sekali|banget|bgt|mata|terus|sampai|muntah|berak|panas
lemas .. <small>
<ill> .. diam saja .. tidak gerak
<ill> ... muntah|berak .. terus|semua|darah|hijau|tidak berhenti|lemas|cekung|kencing|seharian|kali|dari|.
muntah|berak .. darah|lemas|cekung
darah .. muntah|berak
apa saja|pun .. dimuntahkan|muntah
muntah semua|terus
bayi ... panas
panas ... bayi
<ill> ... panas .. 39|40|41|42|tinggi
panas .. 39|40|41|42
badan dingin .. bayi|semua|lemas
badan .. dingin
<ill> ... telan|minum .. baterai|racun|<poison>
telan .. baterai|racun|<poison>
minum .. racun|<poison>
dipanggil .. tidak|diam
tidak .. dipanggil
minum|telan .. bensin|solar|peniti|uang|cat|thinner|spiritus|detergen|shampo|parfum|tiner
minum|telan|makan .. obat tikus|nyamuk|serangga|rumput|hama|pel
<small> ... makan|minum|telan .. obat .. agent|ortu|banyak|orang|dewasa
tindih
terseret|keseret|dibawa arus|air|banjir|ombak
butuh|panggil|panggilkan|tolong|cari|minta|telpon .. ambulan|ambulans|ambulance|ambulance
<small> ... tidak .. respon
minum|telan .. obat .. banyak|sebotol|sepapan|semua|sekaligus|overdosis
overdosis|od
<small> ... racun
racun .. <small>
<ill> .. racun makanan|tempe|jamur|parah
<ill> .. tersedak
tersedak .. <ill>|biru|napas|tidak|.
tersedak
bayi ... jatuh
jatuh .. bayi
<ill> ... jatuh ... kepala|muntah|pingsan|darah|kasur|benjol|sadar|lantai|ketinggian|atap|genteng
jatuh .. kasur .. kepala|muntah|darah|pingsan
kepala .. bocor|retak|darah|terbentur
<ill> .. tenggelam
tenggelam
darah ... tidak .. berhenti|mampet|keluar
darah .. terus|keluar|deras|banyak
keluar|banyak .. darah
melahirkan|lahiran|bersalin|keguguran ... darah|lemas|pingsan|sendirian|kejang
darah ... melahirkan|lahiran|keguguran
hamil ... pendarahan|darah|ketuban|kejang
ketuban .. pecah
pecah ketuban
<ill> .. tersiram
tersiram .. panas|kuah|minyak|kopi|air
air panas .. tersiram|luka
luka bakar
melepuh
<small> .. patah
bekap
tindih .. bayi
bayi .. tindih
kena .. air|minyak|kuah|api|setrika|knalpot panas
<small> ... tidak .. melek|bergerak
<small> ... tidak .. buka mata
<ill> .. kaku
tali pusar|pusat .. darah|bau|nanah|bernanah
bayi .. bengkak|nanah|bernanah
mau melahirkan|lahiran|brojol
<ill> .. telan
minum .. minyak tanah|kelapa
<ill> .. terbakar|kesetrum
kesetrum
terbakar .. <ill>
<ill> .. digigit .. ular
digigit ular
<ill> .. ular .. digigit
B-hurt|ME-hurt|DI-hurt .. ular
ular .. B-hurt|ME-hurt
<small> ... muntah ... tiap|setiap|ngantuk|mengantuk
dehidrasi
mata .. cekung
cekung
ubun .. cekung|cembung|menonjol
<small> ... tidak kencing
tidak kencing .. hari|dari|seharian|sejak
bayi ... kuning
badan|matanya|mata .. kuning
<ill> .. kecelakaan
kecelakaan .. <ill>|tolong|parah
kecelakaan motor|mobil|kerja
bayi|anak dibuang
dibuang .. bayi
bayi .. diguncang|ditinggal|DI-hurt|DI-hit
bayi .. ditinggal .. sendirian
diguncang .. bayi
<small> .. ditinggal sendirian
jantung .. berhenti|serangan|sakit
serangan jantung
stroke
sakaratul|sekarat|kritis
<ill> .. gawat|sekarat|kritis|koma
bayi .. tolong
tolong .. bayi
`

// harmlessViolence is what is beaten and is nobody, the hour, what does not happen.
const harmlessViolence = `
tidak|jangan|tanpa|bukan|daripada|berhenti|stop|hindari|larang|dilarang|supaya|melarang <not>? <not>? <any>
boleh|bolehkah|bolehkan|perlu|perlukah|haruskah anak? aku? tidak? <hit>
<hit> .. boleh|bolehkah|wajar
<beat> si|anak|banyak|semua|di|pakai|sama|oleh? <thing>
<thing> aku? <that>? <that>? <beat>
harga .. <beat>
jangan .. sebar
sebar .. jangan
polisi .. hilang
rumah|pintu|kamar|gerbang|pagar|balai|kelas .. dikunci
pintu dikunci
B-hit|DI-hit #|berapa|brp|<number>|setengah|rata|mundur|jam|malam
pas|tepat|jam|sampai|sekitar|mulai|dari|sebelum|sesudah B-hit
<any> rata
cara <any>
latihan|ekskul|lomba|karate|silat|permainan|mainan .. <beat>|senjata
game .. B-hit|ME-hit|B-kill|ME-kill|senjata
gotong|royong .. senjata
kabur dari agent|majikan
senjata .. dapur
dapur .. senjata
senjata tradisional|mainan|tumpul
kejar target|setoran|tayang|paket|layangan|bola|ayam|kucing|waktu|deadline|pelajaran
main kejar
<thing> .. hilang
<goods> .. hilang
rantau .. hilang
hilang .. rantau|<dur>
ortu|suami|istri anak aku? .. hilang
sebar .. foto kegiatan|pertemuan|acara|kelompok|poster|undangan
anak|bayi aku? <filler>? <filler>? <filler>? ME-hit|B-hit .. aku
hilang konsentrasi|percaya|minat|akal|arah|kendali|ingatan|kata|suara|fokus|semangat|sinyal|selera|nafsu|kesabaran
<child> aku? <filler>? <filler>? <filler>? ME-hit|B-hit|ME-hurt|B-hurt <child>|agent
buka baju|celana .. sendirian|mandi|main
pegang tangan|hp|kartu|buku|daftar|uang
bahasa|kata|kata-kata|pasir|omongan|mulut|makanan|kulit kasar
kasar .. pasir
<any> kain|kasur|bendera
paksa makan|belajar|mandi|tidur|bangun|minum|sekolah|ngaji|sholat|ikut|datang
paksa .. makan|belajar|sekolah|les|ngaji
diancam .. hukuman|nilai|cuti
DI-threat hujan|banjir|nilai|nggak|tidak
DI-threat .. naik kelas|tugas
DI-lock hujan|banjir|pagar
nikah .. acara|pesta|undangan
undangan nikah
`

// violenceSigns are of somebody who is beaten, abused, threatened, taken away.
const violenceSigns = `
<bad>|<child>|agent .. ME-hit|B-hit|ME-hurt .. aku? <body> .. aku
<bad> _ ME-hit|B-hit|ME-hurt <body>
kasar .. sama|ke|terhadap|kepada .. <bad>|<victim>
diperlakukan .. kasar|buruk|jahat|semena|tidak|kayak|seperti
ME-rape
B-rape .. <bad>
<bad> .. B-rape
ME-lock .. <victim>
<bad> _ ME-threat|B-threat
mau|akan .. B-hurt|DI-hurt rumah
<bad> .. B-hurt rumah
<bad> ... bawa|pegang|acung .. senjata
agent|tiri .. masuk .. kamar .. malam|semalam|aku|anak|diam
ada|orang|yang|yg .. pegang .. <small>
selamatkan|selametin|selamatin .. aku|anak|kami
panggil|panggilkan|lapor|lapori|telpon|hubungi .. polisi
DI-hit
DI-rape
DI-kill
DI-lock .. <who>
<who> .. DI-lock
DI-lock
DI-threat .. <who>|mau|kalau|akan|senjata|foto|DI-kill|ME-kill|B-kill|terus|lewat|.
<who> .. DI-threat
<bad> _ ME-hit|B-hit .. <victim>
<bad> _ ME-hit|B-hit terus|lagi|kalau|tiap|setiap|.
ME-hit .. aku|istri|bayi|ortu
kena B-hit
<bad> _ ME-kill|B-kill .. <victim>
mau ME-kill|B-kill|DI-kill .. <victim>
ME-kill .. <victim>
<bad> _ ME-rape|B-rape .. <victim>
ME-rape .. <victim>
<who> .. korban
pelecehan seksual
korban <any>
<bad> _ ME-threat|B-threat .. <victim>|mau|akan|senjata|ME-kill|bunuh
ME-threat .. aku|anak|istri|mau
B-threat .. <kill>
<bad> _ ME-lock|B-lock .. <victim>
<who> .. DI-expel
<bad> _ ME-expel .. <victim>
<who> .. DI-hurt .. sampai|panas|rokok|setrika|<bad>|keras|luka|lebam|biru|darah|ke|dari|terus
DI-hurt ... <bad>|rokok|setrika|panas
<bad> _ ME-hurt|B-hurt .. <victim>
<bad> _ kasar
main|ringan|maen tangan .. <who>
<who> .. main|ringan|maen tangan
main|maen B-hit
main tangan
kdrt
<who>|dapat|kena|alami|mengalami|terima|menerima|ada|jadi|lakukan|melakukan|lapor|laporin|laporkan|melaporkan .. kekerasan|pelecehan
kekerasan .. <who>|rumah|seksual|di
<who> kasar .. <who>|sampai
kasar sama .. <victim>
kasar .. main
<bad> _ bawa|lempar|ambil|nyari|pegang .. senjata
<bad> _ masuk .. kamar .. <victim>
vcs
ajak|ngajak|minta|suruh|maksa|paksa|rayu|ngerayu .. buka baju|bh|semua
kejar .. senjata|<bad>
senjata .. kejar|bawa|ngamuk|B-threat
<bad> _ kejar .. <victim>
<any> .. senjata
ngamuk .. pecah|banting|<hit>
<bad> _ ngamuk
<bad> _ mabuk
mabuk .. <hit>|ngamuk|marah|kasar
lebam .. gara|karena|sama|oleh|habis|bekas|kena .. <bad>
<who> .. lebam
<bad> _ .. lebam
lebam .. badan|tangan|punggung|paha|pipi|mata|muka|sekujur
babak belur
sampai lebam|darah|babak
paksa .. nikah|buka|pegang|tidur|foto|telanjang|kerja|cium|minum|hubungi|melayani|layan
mau|akan dinikahkan
dinikahkan .. paksa|umur|smp|kecil
paksa .. dinikahkan
dinikahkan paksa
lindungi|selamatkan|tolong .. dari <bad>
budak nafsu|seks
DI-hurt .. air keras|panas|mendidih|aki
narik|menarik|tarik rambut
pegang|dicium|dipegang .. sama|oleh .. agent|tiri
suruh .. nikah
suruh buka
suruh .. telanjang
buka baju .. paksa|suruh|aku|anak
pegang .. kemaluan|dada|paha|badan|telanjang
pegang .. kemaluan|dada|paha
kemaluan .. pegang|dipegang|ME-rape|DI-rape|cium|luka|darah|sakit|B-rape
dipegang .. kemaluan|dada|paha|badan|<bad>
pegang .. pinggang|tubuh|paha .. anak|aku
foto .. telanjang
telanjang .. foto|suruh|kirim|sebar
sebar|disebar|nyebarin|sebarin|menyebar|menyebarkan .. foto|telanjang
kirim .. kemaluan|telanjang
suruh|minta .. foto .. telanjang|buka|kemaluan
cium|dicium|nyium|menciumi|cabul .. paksa|bibir .. <bad>
digituin
hamil .. gara|karena|sama|oleh|ulah|dengan .. <bad>
<bad> .. bejat|cabul|mesum
mesum .. <bad>
takut pulang|rumah .. <bad>|mabuk|ngamuk|<any>
takut sama .. <bad> .. ngamuk|mabuk|kasar|<any>|pulang
takut .. B-hit|ME-hit|DI-hit
takut pulang
aku .. takut|hampir|mau|khilaf|sampai|sengaja|habis|emosi|tega .. ME-hit|B-hit|lukai|ME-hurt|B-hurt|ME-kill|B-kill .. <small>
aku <that>? ME-hit|B-hit .. <small> .. sampai|terus|keras|lebam|darah|sering
khilaf <hit>
mau lukai .. <small>
<bad> _ lukai .. <victim>
dilukai|disakiti|disakitin .. <bad>|terus
agent|tiri .. cium|dicium|mencium|nyium|nyiumin|menciumi|peluk|pegang|gendong .. anak|aku .. takut|paksa|kamar|dada|paha|kemaluan|sepi
agent|tiri .. cium|dicium|mencium|nyium|nyiumin|menciumi .. anak|aku
anak|aku .. dicium|diciumi|diciumin .. agent|tiri
baju .. buka|dilepas|dibuka|diplorotin|dipelorotin sama|oleh .. <bad>
nikah .. paksa
bensin .. B-hurt|ME-hurt|DI-hurt
B-hurt|ME-hurt|DI-hurt .. bensin
<bad> .. jahat|kejam|bengis|biadab
<victim> .. dilukai|disakiti|disakitin
<small> .. hilang .. pulang|dari|sejak|di|tidak|ketemu
<small> aku? hilang .
DI-rob
ME-rob .. <victim>
<small>|aku|istri paksa .. sama|oleh <bad>
paksa .. oral|seks
foto .. sebar
tanpa|tidak pakai|pake|pk? baju .. foto
foto .. tanpa|tidak pakai|pake|pk? baju
main|maen fisik
bully .. sampai|terus|tiap|setiap|trauma
psk|pelacur|prostitusi
<bad> ... ME-hit
dibawa kabur|lari|pergi
<bad> .. ME-hit|B-hit|ME-hurt .. <victim>
<small> .. tidak pulang|kembali
<small> .. kabur .. rumah|dari|sama
<small> .. dibawa .. kabur|orang|paksa
dibawa .. kabur|lari .. agent
aku|anak|istri|kakak .. dijual .. <bad>|ke|sama|oleh|pacar|agen|calo|.
jual .. <small>|diri
dijual ke
tidak dikasih|diberi makan
paspor .. ditahan|disita|diambil
tidak boleh keluar .. rumah|kamar|majikan
dikunci|dikurung|dikunciin .. kamar|rumah|wc|gudang|luar|dalam|mandi|<bad>
ada|lapor|mau .. kdrt
tolong .. DI-hit|kekerasan|DI-rape|dia mau
nyawa .. terancam|bahaya
terancam .. nyawa|dibunuh
`

// harmlessSilence is news of something else, or that is not long in coming.
const harmlessSilence = `
hp|dari|kabar|hubungi|telpon|nunggu|tunggu bu|pak|mbak|mas|kak
<goods> .. hilang
hp aku? yang? <that>? lama
kabar jadi|kapan|pulang|mau
kabar .. <topic>
<topic> <that>? tidak ada kabar
tidak|jangan putus kontak|lost
<topic> .. tidak .. hubungi|telpon|balas|respon|aktif
hubungi|telpon .. <topic>
aku .. tidak .. kabari
tidak|belum kasih|beri|bisa|sempat kabar
hp|nomor aku .. <that>? hilang|mati|rusak
lost kerja|sekolah|cinta|baterai
kabar baik|burung|gembira|duka
hubungi lagi|nanti
alhamdulillah .. kabar
sudah ada kabar
sinyal .. hilang|lost|jelek
kerja .. tidak .. kabar kerja
lama tidak .. main|pertemuan|kumpul
`

// contactSigns are of one abroad of whom there has been no word for long, or who is in trouble there.
const contactSigns = `
<away> ... tidak <get>? <get>? kabar
tidak <get>? <get>? kabar ... <away>
tidak <get>? <get>? kabar .. dari .. <away>
tanpa kabar
<dur> .. tidak <get>? <get>? kabar
tidak <get>? <get>? kabar .. <dur>
tidak <get>? <get>? kabar .. sama|apa|sekali|lagi
kabar tidak|hilang|<gone>
<away> .. kabar aku? tidak|hilang
hilang|lost|ilang .. kontak|kabar|hubungi|komunikasi
kontak .. hilang|lost
hilang kontak
<away> ... tidak bisa|pernah|mau|ada|dapat|lagi <get>? hubungi|telpon|kontak
<away> ... tidak .. kabari|hubungi|telpon .. lagi|<dur>|sejak|rumah|aku|anak
tidak .. hubungi|kontak|kabari ... <away>
tidak bisa|pernah|mau .. telpon|balas ... <away2>
<away> ... tidak .. pernah|bisa|mau .. kabari|hubungi|telpon|balas|pulang
<away2> ... tidak .. balas|respon|aktif|kabari
<dur> .. tidak .. hubungi|telpon|kabari|balas|respon|aktif|kontak|pulang
tidak .. hubungi|telpon|kabari|balas|respon|aktif|kontak .. <dur>
tidak pernah .. telpon|kabari|hubungi .. lagi|<away>
<away> ... hilang
hilang .. <away>|rantau
<away> ... centang satu|siji|1|abu
centang satu|siji|1|abu ... <away>|<dur>|terus|lama
hp|telpon ... mati|tidak|susah|diluar .. <dur>
<dur> .. hp|telpon .. mati|tidak|susah|diluar
<away2> ... hp .. mati|tidak
hp .. <away2> ... mati|tidak
terakhir .. telpon|kabar|hubungi|kontak|kabari|komunikasi|dengar .. <dur>
<away> ... tanpa jejak|kabar
tolong|bantu|mau|minta cari|carikan|lacak|mencari|dicarikan|nyari .. suami|istri|ortu|kakak
<away> ... ditahan|ditangkap|dipenjara|penjara|dideportasi|disekap
# hari .. tidak .. kabar|hubungi|telpon|kabari|balas|kontak
tidak .. kabar|hubungi|telpon|kabari|balas .. # hari
<away> ... tidak tahu|jelas .. mana|dimana|rimba|nasib|kemana|keberadaan|kabar
tidak tahu|jelas .. dimana|mana|nasib|keberadaan ... <away>|rantau
tidak tahu .. <away> .. dimana|hidup|masih
tidak tahu <away> aku? .. di? mana|dimana|kemana
<away> aku? kabur|minggat
tidak tahu rimba|nasib|keberadaan .. <away>
<away> .. entah di? mana|dimana
<away> ... bak .. telan|ditelan
<away> ... hubungi .. susah|gagal|tidak
susah|gagal .. hubungi ... <away>
<away> ... blokir|diblokir|blok|diblok|ngeblok .. aku|nomor|hp|semua|.
<away> ... razia|overstay|dideportasi|ketahan
tidak tahu kabar .. <away>
<away> ... tidak tahu kabar
<away> ... kabur .. majikan
kabur .. majikan
<away2> ... hp .. mati
ada kabar .. <away>
<dur> <away>? .. hilang
<away> .. <dur> .. tidak .. kirim|pulang|muncul
masih hidup|idup atau|apa|apakah|nggak|tidak .. tidak|mati|meninggal|sudah
putus|lost .. kontak|hubungi|komunikasi .. <away>|sama|dengan|<dur>|sudah|.
`
