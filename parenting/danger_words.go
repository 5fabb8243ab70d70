//nolint:misspell // Indonesian, and as people type it
package parenting

import "strings"

// The words of danger and the rules over them. A word belongs here in the spellings that people use; endings (-nya, -ku) and slips of
// a finger are forgiven by the reader.

// newLexicon builds all forms once: about five thousand.
func newLexicon() *lexicon {
	l := &lexicon{forms: map[string]string{}}
	for kind, verbs := range violentVerbs() {
		for verb := range strings.FieldsSeq(verbs) {
			passive, active, bare := formsOf(verb)
			for prefix, forms := range map[string][]string{"DI-": passive, "ME-": active, "B-": bare} {
				for _, form := range forms {
					if _, taken := l.forms[form]; !taken || verb == form {
						l.forms[form] = prefix + kind
					}
				}
			}
		}
	}
	for line := range strings.Lines(plainWords) {
		token, words, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		l.forms[strings.ReplaceAll(token, " ", "")] = token
		for word := range strings.FieldsSeq(words) {
			l.forms[word] = token
		}
	}
	return l
}

// violentVerbs are roots by kind: who is hit, hurt where the harm is said too, killed, abused, threatened, locked up.
func violentVerbs() map[string]string {
	return map[string]string{
		"hit": `pukul gebuk tampar tendang tonjok jotos hajar aniaya siksa cekik jambak bacok tusuk tikam cambuk banting hantam toyor keroyok bogem sabet gaplok
			tempeleng sundut antem pantok gampar timpuk keplak pentung gebug cabok takol kepruk tabok slepet gablok gibeng gebok pecut gepuk kaplok kampleng thuthuk jagur tampiling gampleng`,
		"hurt":   `lempar injak cubit jewer siram bakar dorong seret gigit setrika gunduli ludahi ikat rantai bentur benturkan jedot toyor tabrak`,
		"kill":   `bunuh pateni habisi gorok`,
		"rape":   `perkosa cabul cabuli leceh lecehkan setubuh setubuhi tiduri gauli hamili sodomi gerayang gerayangi nodai rudapaksa gagahi grepe raba remas telanjangi intip`,
		"threat": `ancam ancem intimidasi teror`,
		"lock":   `kurung sekap pasung culik`,
		"rob":    `rampok begal jambret todong`,
		"expel":  `usir`,
	}
}

// notSlips are real words that a slip of the finger would turn into a sign of danger.
func notSlips() []string {
	return strings.Fields(`bukan bengis bibit tuhan akrab bahasa bahwa binti daerah dekat dekati depan diajar diajari diajarkan digit dikatakan dipikul games kamis konteks
		kontrak kotak lemari makan melakukan menenangkan mengajar mengajari mengajarkan ngajar ngajari ngajarin menyusun merekam nyamuk pantas papan
		putar respons sample seumur sunda tanggal temani tenangkan tindak belas berhak jawab nanti habis korban topik jalan tenang tendangan kendang bendang kejar kejang-kejang dipupuk sesal sesuai belanja telepon ditambah nambah tambah bantu dibantu
		membantu bantuan tanam ditanam menanam paku tampan tambal ditambal ditunjuk tunjuk nunjuk siku macam semacam dijemput jemput injeksi
		butuh dibutuhkan bubuh tubuh penuh bunga lembar selembar hangat angkat pangkat siap siapa kerja kepala minuman makanan lebih bersih
		dirumah dipakai ditutup dibuka digambar gambar dibagi dibagikan dimasak ditanya ditanyakan bertanya tanya dibawa dibaca dikasih`)
}

// plainWords are all other words: the token, then how people write it. Those of - are left out.
const plainWords = `
tidak: tdk tak ga gak gk g gag nggak ngga ngak nggk gax enggak engga kagak kaga ndak nda ndk ora orak mboten endek ndek ndeq teu henteu belum blm belom blum dak tda tidk tidka tiada durung
jangan: jgn jngan jngn jgan ojo
tanpa: tnp tanp
bisa: bs bsa bisaa isa iso biso
vcs: videocallsex
sebar: disebar nyebar nyebarin sebarin menyebar menyebarkan disebarin disebarkan sebarkan nyebarkan
bully: dibully dibuli buli bulli dibulli membully ngebully perundungan dirundung
muntaber: 
game: gem gim ml ff pubg
pendarahan: perdarahan pendarahn
sama: sm ama
dari: dr dri
masih: msh
jadi: jd
respon: merespon merespons direspon respons tanggap
polisi: pulisi polisinya
banyak: bnyk bnyak banyaknya
mau: maw mao mo mw ingin pengen pgn pengin pingin pngen kepengen kepingin kepengin kpengen pgen pngn pingen kepikiran kpikiran berpikir mikir berniat niat niatan rencana berencana hendak mele hayang arep akan nekat nekad coba nyoba mencoba berusaha kepikir terpikir terlintas pengennya maunya hampir hmpir
rather: mending mendingan mnding mendingn enakan
baik: bagus
aku: saya sy sya saia ak akuh gue gw gua tiang kula kulo abdi ane awak kami kmi sayaa diriku
dia: dya ia beliau mereka mrk
anak: ank anakku anaku anakq nak bocah kanak putra putri cucu ccu cucuku ponakan keponakan balita adek adik ade adk anake
bayi: byi baby bayiku babyku bayik orok jabang newborn dedek dede dedeku bayinya byiku bayine bay babyy
suami: semame swami suamiku suamik lakik misua paksu bojo bojoku salaki swamiku
istri: senine isteri istriku bini biniku pamajikan
ortu: bapak bpk bapa bapake bpknya bapakku ayah ayahku ayh abah abi papa papah amaq amak inaq ibu ibuku ibune mama mamah mamak emak umi bunda simbok mamanya orangtua ortunya biyung
agent: tukang preman sepupu pengasuh pembantu satpam dukun kyai supir pemuda mandor calo tekong ojek penculik pelaku mantri kakek nenek paman om bibi tante ipar mertua tetangga pacar pacarnya mantan guru gurunya ustad ustadz ustaz bos boss juragan sopir teman temen kawan cowok pria laki lakik laki-laki bapak-bapak orang-orang kel ayahtiri pakde bude pakdenya omnya tuan nyonya atasan penjaga pelatih orang org papuq
kakak: kk kaka abang abg mas mbak
tiri: tirinya
kasar: kasarin dikasari dikasarin
hidup: idup hdup urip hidupku idupku hirup
mati: mti mat1 matek matik mate paeh maot modar mampus mokat matii mati-in koid
meninggal: wafat meninggoy mninggal
diri: dri diriku dirinya diriny
bunuh-diri: ngendat bunuhdiri bndir bunhdiri bundir bunir suicide sucide bunuhdri
lagi: lg lgi maneh lgii malih deui
saja: aja aj sj ae wae doang
sudah: udah udh sdh dah uda wis wes sampun geus suda
capek: cape cpk cpek capai lelah letih bosan bosen muak jenuh kesel lelahh capekk penat
kuat: kuatt kwat sanggup sangup tahan
menyerah: nyerah menyerahh nyrah
putus: 
asa: asaa
guna: gunanya berguna manfaat artinya arti berarti percuma sia-sia makna bermakna
buat: untuk utk bwt ngapain
akhiri: mengakhiri ngakhiri akhirin mengahiri ngakhirin
gantung: menggantung gantungdiri ngegantung
keracunan: kracunan
racun: beracun racunan baygon beigon sianida potas potasium pestisida herbisida insektisida roundup gramoxone karbol porstex vixal wipol
loncat: lompat loncatt lompatt terjun nyebur menceburkan
jembatan: sungai rel kereta gedung sumur tebing lantai jurang laut tower menara atap
sayat: nyayat menyayat silet nyilet menyilet iris ngiris sayat-sayat cutting nyileti disilet
nadi: pergelangan
tangan: tgn lengan
lukai: melukai nglukai menyakiti nyakitin sakiti nyakiti lukain
selamanya: slamanya selama-lamanya
nyusul: menyusul nusul
almarhum: almarhumah alm almh
kekerasan: kekrasan kekerasn
kdrt: kdrrt
pelecehan: plecehan
korban: 
ngamuk: mengamuk ngamok ngamukk ngamuk-ngamuk
mabuk: mabok mabuk-mabukan mabokk mendem
senjata: parang golok celurit clurit arit badik linggis pedang pisau piso samurai kapak pistol kelewang
dapur: masak masakan sayur bawang rumput sawah kebun kelapa tumpul daging buah padi ladang kupas gotong kambing nyabit ngarit
bawa: bawak membawa mbawa acung acungin mengacungkan ngacungin ngacung todong todongin nodong menodong menodongkan
kejar: dikejar ngejar mengejar dikejar-kejar dikejer kejer todongkan ditodong diacungi
lebam: memar lebam-lebam bonyok benjol biru-biru gosong
paksa: dipaksa maksa memaksa dpaksa dipaksain paksaan
suruh: disuruh nyuruh menyuruh dsuruh disuru
dinikahkan: dinikahin dikawinkan dikawinin dijodohkan dijodohin jodohkan nikahkan dinikahi
nikah: kawin menikah nikahin melayani layani berhubungan begituan seks sex bersetubuh ngamar
telanjang: bugil tlanjang bugill
foto: poto fotoku video vidio vc gambar gambarku pap
kemaluan: kelamin payudara kemaluanku selangkangan vagina penis memek kontol tetek pantat anunya
buka: membuka ngebuka lepas copot nyopot
baju: celana bh pakaian daster
pegang: megang-megang menyentuh sentuh disentuh megangin elus dielus colek dicolek nyolek peluk meluk dipeluk megang
digituin: digituin diapa-apain
hamil: hamill mlendung bunting
takut: tkt takutt ketakutan trauma wedi
hilang: menghilang kehilangan ngilang ilang ilangg lenyap raib hilangg hlang
kabur: minggat
kabar: kbr kabare kbar kabr khabar berita
ada: araq ono ad ana aya arak
-: nya sih kok deh dong nih tuh ya yah lho loh toh kan ny
hubungi: ngubungin ngubungi ngehubungin nghubungi dihubungi dihubungin dhubungi hubungin dihub dihubngi dihubung ngehubungi menghubungi terhubung hubungan dikontak dihubungii
telpon: telepon tlp telp tlpn tlpon nelpon nelpn telfon tilpun ditelpon ditelepon ditelp ditlp nelfon ditelfon menelpon menelepon teleponan telponan telponnya wa wasap whatsapp wapri chat cet sms vcall videocall inbox messenger
balas: bales blas dibalas dibales bls membalas nyaut dijawab jawab ngejawab diangkat angkat ngangkat dibaca ngebalas ngebales
kabari: ngabarin ngabari mengabari kabarin kbari ngabarim berkabar kabar-kabari dikabari
kontak: contact kontek kontakan komunikasi
lost: los putus terputus pedot
centang: ceklis cekelis ceklist cheklis checklist centangnya
aktif: aktip aktiff aktifkan online onlen nyambung
hp: hape nomor nomer no nomornya wanya hpnya ponsel nmr fb facebook
lama: lma lame lami suwe lila lamaa
minggu: mgg seminggu sminggu semingguan berminggu minggu-minggu mingguan pekan sepekan
bulan: bln sebulan sbulan sebln berbulan sebulanan wulan bulan-bulan
tahun: thn th setahun sthn bertahun taun setaun setahunan
hari: hri dino
rantau: singapur spore sawit perkebunan malaysia malay malaisia arab saudi hongkong hongkong taiwan singapura singapore korea jepang brunei dubai qatar kuwait oman turki merantau perantauan migran tki tkw pmi luar-negeri riyadh jeddah mekah kualalumpur sabah sarawak serawak johor hk abudhabi bahrain yordania suriah kamboja kerja bekerja
negeri: negri
kejang: sawan sawanen ayan kejang-kejang step stip stuip kejangg ngejang
sadar: sadarkan sadarr
pingsan: pinsan semaput kelenger ambruk
sesak: sesek ngap ngap-ngapan megap megap-megap sesegh engap menggeh
napas: nafas bernapas bernafas nafass napass nafase ambegan
biru: kebiruan membiru
bibir: mulut lidah muka wajah mukanya kuku kulit
badan: badane tubuh
bangun: dibangunin dibangunkan bangunin bangunkan digugah tangi
lemas: lemes lemess loyo lunglai lemas-lemas
nyusu: menyusu nenen netek nyusuin menetek nyusui mimik netekk nyusuu
minum: minumm ngombe diminum minumin meminum keminum terminum ngedot neguk nenggak menenggak
muntah: muntah-muntah mutah muntahin
panas: demam demamnya panasnya panass meriang sumuh
tinggi: tingi
telan: ketelan tertelan menelan nelan telen ketelen nelen kemakan termakan
baterai: batre batrei koin pembersih pemutih bayclin jarum sabun deterjen bensin kancing kelereng kaporit
tersedak: keselek kesedak kesedek tersedakk keseleg
jatuh: jatoh terjatuh jatuhh jtuh ceblok terguling gelinding
kasur: tangga gendongan ranjang dipan motor
kepala: kepalanya kpala sirah kepalane
tenggelam: kelelep kecebur tercebur klelep kecemplung hanyut
darah: berdarah drah darahnya getih berdarah-darah
keluar: kluar ngalir mengalir ngucur mengucur terus-terusan metu
tersiram: kesiram ketumpahan kesirem tersirem ketumpah
air: banyu kuah
luka: terluka
melepuh: mlepuh lepuh
terbakar: kebakar kebakaran kobong
kesetrum: kesetrom kesetrumm tersengat
digigit: dipatok dicatok kegigit digigitt
ular: ulo anjing kobra
berak: bab mencret diare mencret-mencret buang-air beol ngising
kencing: pipis kemih ngompol
cekung: cowong
dehidrasi: kekurangan-cairan
kuning: kuningg
ubun: ubun-ubun
dingin: adem
kecelakaan: tabrakan ketabrak ditabrak kecelakaann tertabrak laka
ketuban: 
gerak: bergerak gerakan obah
dibuang: membuang ngebuang
sendirian: sendiri dhewe
ditinggal: ditinggalin ninggalin
diguncang: digoncang diguncang-guncang mengguncang
sampai: smp sampe smpe sampek ampe
terus: trs trus teros terus-terusan nerus
tolong: tlg tolongg bantu tulung tulong tlong help toloong
film: sinetron drama dongeng novel drakor series komik anime lagu wayang ludruk pentas sandiwara tiktok youtube yutub yt
tentang: materi topik tema pelajaran artikel poster kampanye penyuluhan sosialisasi cegah mencegah pencegahan bahas membahas modul seminar ceramah webinar hari-anti antisipasi
semalam: tadi-malam mlm malam bengi
pulang: plg balik mulih muleh
tidak ada: gada gda gakada
tidak tahu: gatau gaktau gtw gatahu gtau
tahu: tau weruh ngerti
lebih: lbih lbh luwih
bahagia: senang seneng
kalau: kalo klo kl kalu kaloo lamun lamon seandainya andaikan andai misalkan
berusaha: matian
benci: gethuk sebel
beban: bebani
B-kill: bnuh bunh bnh bunu
DI-hit: dpkul dipkul dipkl
B-hit: pkul
solar: pertalite pertamax
depresi: dpresi depres
patah: ptah
bekap: dibekap kebekep kebekap dibekep
tindih: ketindih ketindihan tertindih
dipegang: dipegangin dipegang-pegang digrepe-grepe
menangis: nangis
kaku: kejur
melek: mlek
dada: dadanya
semua: semuanya smua smuanya
begini: gini gitu begitu kayak kaya
nanggung: menanggung menjalani jalani jalanin ngejalanin menghadapi hadapi ngadepin hadapin
majikan: mjikan
terakhir: trakhir terahir
jejak: jejaknya
`

// dangerClasses are the classes that rules name.
func dangerClasses() map[string]string {
	return map[string]string{
		"who":     "aku|dia|anak|bayi|suami|istri|ortu|agent|majikan|kakak|tiri",
		"victim":  "aku|anak|bayi|istri|suami|ortu|kakak|dia",
		"bad":     "suami|istri|ortu|agent|majikan|dia|tiri",
		"small":   "anak|bayi",
		"hit":     "DI-hit|ME-hit|B-hit",
		"any":     "DI-hit|ME-hit|B-hit|DI-hurt|ME-hurt|B-hurt|DI-kill|ME-kill|B-kill|DI-rape|ME-rape|B-rape|DI-threat|ME-threat|B-threat|DI-lock|ME-lock|B-lock|DI-expel|ME-expel|B-expel|kekerasan|kdrt|pelecehan|paksa",
		"dur":     "minggu|bulan|tahun|lama|berhari|hari-hari|semenjak|lebaran|sejak",
		"away":    "suami|istri|ortu|kakak|rantau|luar|saudara|menantu|mantu|tunangan",
		"away2":   "suami|istri|ortu|kakak|rantau",
		"get":     "ada|arak|pernah|kasih|ngasih|memberi|beri|dapat|dapet|satu|dengar|denger|terima|bisa|sekali|mau|lagi|tau|tahu|dikasih|kirim|pun|sama|kedengaran|dengar|terdengar",
		"gone":    "putus|lenyap",
		"death":   "bunuh-diri|mati|meninggal|gantung|racun|akhiri",
		"kill":    "DI-kill|ME-kill|B-kill",
		"ill":     "aku|anak|bayi|suami|istri|ortu|agent|kakak|dia",
		"goods":   "barang|sandal|sepatu|buku|tas|hp|kunci|uang|dompet|mainan|baju|kucing|ayam|kambing|pensil|rasa|semangat|nafsu|selera|sinyal|suara|kartu|berkas|surat|sendok|helm|motor|sepeda",
		"beat":    "DI-hit|ME-hit|B-hit|DI-hurt|ME-hurt|B-hurt|DI-kill|ME-kill|B-kill",
		"child":   "anak|bayi|kakak",
		"poison":  "baterai",
		"that":    "aku|itu|ini|di|yang|yg|rumah|sudah|mau|harus|habis|baru|lagi|sering|jangan|bisa|tiba|saja|pada|ikut|semua|sekolah|masjid|kalau|jadi|hampir|tadi|semalam|juga|tidak|kamar|warung|anak|ortu|banyak|sekali|banget|bgt|pun|sedang|suka|ada|terus|mulai|dengan|warna|drop|ngedrop|lowbat|low|habis|rusak|ngadat|mogok|lagi|suami|karena|dia",
		"not":     "pernah|boleh|usah|perlu|harus|akan|lagi|sampai|sempat|main|dengan|saling|sering|ada|asal|menggunakan|di|cara|pakai|pake|perlu|anak|dapat|terjadi|ingin",
		"number":  "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|duabelas",
		"idiom":   "lapar|laper|panas|kepanasan|kedinginan|malu|ketawa|ngakak|lucu|ngantuk|gerah|takut|penasaran|haus|kelaparan|lucunya|malunya|deg|kaget|gemes|kangen|rindu|pedas|pedes|dingin|pegal",
		"filler":  "aku|dia|lagi|suka|sering|selalu|terus|tiap|setiap|semalam|hari|mabuk|marah|emosi|tadi|kemarin|kmrn|mau|kalau|klo|kalo|yang|yg|tiri|saja|sama|sudah|pernah|main|habis|kandung|tua|juga|masih|itu|ini|pulang|rantau|kadang|malah|baru|barusan|di|rumah|ngamuk|kasar|berani|tega|sampai|dan|terus|laki|nya|langsung|mulai|aku|hampir|kampung|sebelah|sekolah|ngaji|sering|sdg|lg|itu|kepala|pakai|pake",
		"body":    "perut|bibir|kepala|badan|tangan|pipi|punggung|rambut|mata|kaki|kemaluan|leher|telinga|kuping|pelipis|pinggang|paha|betis|hidung|gigi",
		"feel":    "benci|capek|lelah|muak|percuma|hancur|sia-sia|menyerah|beban|guna|putus|akhiri|akhir|berakhir|malas|males|ogah|hampa|gelap|depresi|menyesal|berharga|berat|dipikul",
		"verb":    "B-hurt|ME-hurt|B-hit|ME-hit|B-kill|ME-kill|lukai|nabrakin|menabrakkan|tabrakin",
		"thing":   "dapur|bedug|beduk|kentongan|gong|gendang|kendang|drum|rebana|bola|kasur|bantal|tikus|nyamuk|ular|ayam|paku|pintu|meja|lalat|kecoa|kecoak|semut|hama|kutu|kuman|bakteri|virus|ulat|wereng|keong|lele|ikan|sapi|kambing|sate|daging|duri|jarum|rindu|kangen|kenyataan|hujan|banjir|angin|ombak|harga|tugas|soal|ujian|pr|macet|semangat|waktu|bosan|rasa|mesin|api|rumput|gulma|jagung|padi|telur|tepung|adonan|es|batu|kelapa|kayu|genteng|tembok|musuh|monster|zombie|kucing|anjing|kaleng|botol|layangan|kok|shuttlecock|samsak|gas|ban|lonceng|bel|laba|kalajengking|cicak|lintah|tawon|lebah|babi|monyet|sampah|tanaman|bunga|pot|kaktus|panas|matahari|kabel|dompet|layar|bedugnya|dingin",
		"machine": "lampu|listrik|hp|telpon|motor|mobil|mesin|token|baterai|batre|kipas|ayam|tanaman|bunga|ikan|kambing|sapi|padi|pohon|jam|tv|tivi|kompor|kulkas|sinyal|wifi|internet|api|lilin|kucing|cabe|cabai|tomat|pompa|senter|ac|laptop|komputer|gas|rumput|lele|bebek|burung|kelinci|benih|bibit|jagung|kuman|nyamuk|paket|data|kuota|speaker|mik|mic|sound|pulsa|keran|layar|semut|kecoa|hewan|kura",
		"topic":   "pertemuan|kegiatan|posyandu|bantuan|pkh|jadwal|arisan|pengumuman|acara|rapat|kelas|materi|undangan|hasil|lowongan|fasilitator|kader|panitia|sembako|blt|beras|dana|imunisasi|vaksin|sekolah|guru|bidan|puskesmas|grup|kelompok|desa|bot|rapot|rapor|seragam|beasiswa|lomba|tes|jalan|cuaca|gosip|baik|gembira|burung|bagus|pesanan|paket|kurir",
	}
}
