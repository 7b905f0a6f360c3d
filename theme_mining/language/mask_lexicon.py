"""Names that Voikko's dictionary lacks, and which names are everyday words first.

Written by hand for this project from common knowledge of names used in Finland; no register or list was copied.
Names in `FINNISH_FIRST` and `FINNISH_LAST` are also trusted when written in lower case. What counts as an everyday
word was checked against how often each form stands in lower case in the election-compass answers and parliamentary
questions (CC BY 4.0).
"""

from __future__ import annotations

__all__ = [
    "EVERYDAY",
    "FINNISH_FIRST",
    "FINNISH_LAST",
    "FIRM",
    "FIRMS",
    "FOREIGN_FIRST",
    "FOREIGN_LAST",
    "NOT_PERSONS",
    "PLANTS",
    "SEASONS",
    "SYSTEMS",
    "TYPED_LOWER",
]


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Finnish and Finland-Swedish first names.
FINNISH_FIRST = _words("""
aada aapo aarne aarni aaro aaron aarre aatos aatu ada adeliina agda ahti aija aila aili aimo aina aini aino airi
akseli aku albert aleksandra aleksanteri aleksi alex alexander alfred alina alisa alli alma alpo alvar amalia amanda
amelia amos anders andreas anette anita anitta anja ann anna anna-lena anne anneli annette anni anniina annika
annikki annu annukka anselm anssi antero anton antti anu ari arja armas armi arsi arto arttu artturi arvi arvo asko
aslak asser asseri asta astrid atso atte aukusti auli aulikki aulis aune aura auri auvo axel barbro beata bengt
benjamin bertta birgit birgitta björn britt britta börje camilla carita carl carola carolina catharina christer
christian christin christina curt daniel daniela david dennis ebba edit edla edvard edvin eelis eemeli eemil eerik
eerika eero eetu eeva eevi eija eila einari eine eini eino eira eivor elias eliisa elina elisa elisabet elise ella
ellen elli elma elmeri elmo elof elsa else elsi elvi elviira emil emilia emma emmi enni ensio erik erika erja erkka
erkki erland erno esko essi ester eveliina fanni felicia felix folke frans fredrik fredrika georg greta gun
gun-britt gunilla gunnar gunnel gunvor gustaf gustav göran gösta hanna hannariikka hanne hannele hannes hannu hans
harri heidi heikki heimo heini heino helena helge heli helinä helka hellevi helmi helvi henna henni henri henriikka
henrik henrika henry hermanni hertta heta hilda hilja hilkka hilla hilma holger hugo huugo håkan ida iida iikka iina
iiris iiro iisakki iivari iivo ilari ilkka ilma ilmari ilmi ilona ilpo ilse ina inari inga ingeborg ingegerd inger
ingmar ingrid ingvar inka inkeri irene irina iris irja irma irmeli isko ismo isto ivar jaakko jaana jalmari jalo jan
jani janika janina janita janne jari jarkko jarmo jarno jasmin jenna jenni jens jere jeremias jesse jessica joachim
joakim joel johan johanna johannes johnny jonas joni jonna joona joonas joonatan jorma jouko jouni juha juhana
juhani juho jukka julia julius jussi justiina jutta juuli juulia juuso jyri jyrki kaapo kaarin kaarina kaarle kaarlo
kaija kaino kaisa kaisla kaisu kaj kalervo kalevi kalle kari karin karita karl karla karoliina karri kasper kasperi
katariina kati katja katri katriina kauko kauno keijo kenneth kent kerstin kert kerttu kerttuli kia kielo kiia kiira
kim kimmo kirsi kirsikka kirsti kjell klaara klaus konsta krista krister kristian kristiina kristina kullervo kurt
kustaa kylli kyllikki kyösti laila lars lasse lassi laura lauri lea leea leena leevi leila lempi lena lennart lenni
leo leon liina liisa liisi lilja lillemor lilli linda linnea lisbeth livia lotta loviisa lucas lukas luukas lyydia
lyyli maaret maaria maarit magda magnus maija maiju maikki maila mailis maire maisa maj maj-britt maj-len majlis
malla manu margareeta margareta margaretha margit mari maria marianna marianne mariina marika marita maritta marja
marjaana marjatta marjo marjukka marjut marketta markku marko markus martin martta martti mary matias matilda
matleena mats matti mauno mauri meeri meiju melina melissa meri merja mervi mia miia miika miikka miina miira mika
mikael mikaela mikko milja milla milo minea minja minna minttu mira mirja mirjam mirjami mirka mirkka miro mirva
monica monika moona märta nanna nea nella nelli nestori netta niclas nico niilo niina niklas niko nikolai nils nina
noel noora oili oiva okko ola olavi ole oliver olivia olli olof onerva onni orvokki oskar oskari osmo ossi otso otto
outi paavali paavo panu pasi patrick patrik paula pauli pauliina peetu pekka pekko pentti peppi per pernilla pertti
perttu peter petra petri petteri pia pietari pihla piia pilvi pinja pirita piritta pirjo pirkka pirkko pontus pyry
päivi päivikki päiviö pär raakel rafael ragnar raija raila raili raimo raine rainer raino raisa ralf rasmus rauha
rauli rauni rauno rebekka reetta reija reijo reima reino retu riia riikka riina riitta riku risto rita ritva robert
robin roger rolf roni ronja ronny roope roosa rosa rune ruut saana saara saga saija saila saima saimi sakari sakke
salla salli salme sami sampo samppa sampsa samu samuel samuli sandra sanna sanni santeri santtu sara sari sarita
satu saul sauli seija selma senja seppo severi signe sigurd siiri silja silvia simo sini sinikka sirkka sirkku sirpa
siru sisko siv sofia sofie sohvi soile soili soini sointu solja solveig sonja staffan stefan stella sten stig stina
sture sulevi sulho sulo susann susanna susanne suvi svante sven sylvi sylvia säde taavetti taavi taija taimi taina
taisto taito taneli tanja tapani tapio tarja tarmo taru tatu tauno teemu teija telma teppo terhi terho tero terttu
thomas tiia tiina tilda timi timo tino toimi toini toivo tom tomi tommi tommy toni topi topias torbjörn torsten
torsti touko tove tuija tuire tuisku tuomas tuomo tuovi tuukka tuula tuuli tuulia tuulikki tuure tyra tyyne tyyni
ulf ulla ulla-maj ulpu ulriikka ulrika unto urho urpo usko valtteri vanessa vappu varpu veera veeti veijo veikka
veikko veini veli venla verna verneri vertti vesa victor vieno vihtori viivi viking vilho vilja viljami viljo ville
vilma vilppu viola virpi virva virve visa vivan viveka voitto vuokko väinö wilhelm ylva yrjö yvonne åke åsa örjan
""")

# Surnames common in Finland.
FINNISH_LAST = _words("""
aalto aaltonen aarnio ahde aho ahola ahonen ahtola ala-talo alanen alatalo anttila anttonen arola asikainen aulanko
auvinen eerola ekholm eklund eloranta erkkilä eronen eskelinen eskola fagerström forsström frisk grönroos haapa
haapala haapanen haataja hakala hakanen hakasalo hakkarainen halme halonen hannula harjamäki harju harjula
hartikainen hautala hautamäki heikkilä heikkinen heinola heinonen heiskanen helenius helin hellström hietala
hietanen hiltunen hintikka hirvelä hirvi hirvonen holm holmberg holmström honka honkanen huhtala huotari huttunen
huuskonen hyvärinen hyvönen hämäläinen hänninen härkönen ihalainen iivonen ikonen ikäheimo ilola immonen isotalo
jaakkola jalonen jantunen johansson jokela joki jokinen juntunen juvonen jylhä järvelä järvenpää järvi järvinen
jääskeläinen kaartinen kainulainen kallio kanerva kangas kangasniemi kankaanpää karhu karhunen karjalainen karlsson
karppinen karttunen kauppila kauppinen kemppainen keränen keskinen keskitalo kettu kettunen kiiskinen
kinnunen kiuru kivelä kivi
kivimäki kivinen kivistö koistinen koivisto koivu koivula kokkonen kolehmainen komulainen kontio koponen korhonen
korpela korpi koskela koski koskinen kosonen kovanen kuisma kujala kukkonen kulmala kumpulainen kuosmanen kurki
kurkinen kuusela kuusi kuusisto kähkönen kärki kärkkäinen laakkonen laakso laaksonen lahti lahtinen laine laitinen
lamminen lampi lammi lampinen lappalainen lassila latvala laukkanen launonen lehtimäki lehtinen lehto lehtonen leino
leinonen lepistö leppä leppälahti leppälä leppänen leskinen liimatainen lind lindberg lindgren lindholm lindqvist
lindroos lindström linna lipponen lundberg lundqvist luoma luoto luukkonen lyytikäinen makkonen malinen malmi
manninen martikainen martinkauppi matikainen mattila meikäläinen metsä miettinen mikkola mikkonen moilanen mustonen
mykkänen myllymäki mäenpää mäkelä mäki mäkinen mäkitalo mänty mäntylä mäntymäki määttä nevala nevalainen niemelä niemi
nieminen niitty nikkilä nikula niskanen nissinen nordström nousiainen nummela nurmela nurmi nurminen nykänen nylund
nyman nyström oja ojala ojanen ojanperä oksanen ollila orava paananen paavola pakarinen pakkanen palo palonen
parkkinen partanen parviainen pasanen pelto peltola peltomaa peltonen pennanen perälä pesonen pihlaja piirainen
pirinen pirttilä pitkänen pohja pohjola pulkkinen puro puustinen pylkkänen pyykkönen pääkkönen rajala ranta rantala
rantanen rasanen rautapuro rautiainen reinikainen reponen riihimäki rinne rissanen rosenberg rossi ruohonen
ruotsalainen räisänen räsänen räty rönkkö saarela saarenmaa saari saarinen saarni saastamoinen sahlberg sainio
salmela salmi salminen salo salonen sarkkinen saukkonen savi savolainen seppä seppälä seppänen sihvonen siitonen
sillanpää silvennoinen simola simonen sipilä sirola sjöberg sjöblom soini soininen suhonen sundberg sundström suo
suominen susi suvanto syrjälä syrjänen söderholm söderström tammi tamminen tanskanen taskinen tervo tiainen tiihonen
tikkanen timonen toivanen toivonen tolonen tolvanen tuomi tuominen tuovinen turunen tuunanen tähtinen törmänen
uusitalo vaara vainio valkama valkonen vanhanen vartiainen venäläinen vepsäläinen vesterinen viitala viitanen
virolainen virta virtanen voutilainen vuorela vuori vuorinen väisälä väisänen välimäki väyrynen wallin
westerlund wikström
ylinen ylitalo ylönen åberg åkerlund öhman österberg
""")

# First names of people who moved to Finland: Somali, Arabic, Persian, Kurdish, Turkish, Russian, Ukrainian,
# Estonian, Vietnamese, English and others.
FOREIGN_FIRST = _words("""
aamina abas abbas abdalla abdallah abdelkarim abdi abdiaziz abdifatah abdikarim abdinasir abdiqani abdirahman
abdirashid abdul abdulkadir abdullah abdullahi abeba abebe abel abu abukar adam adan adel aden adnan agnieszka ahlam
ahmad ahmed ahmet aino aischa aisha aivar aiša akram alaa aleksandr aleksandra aleksei aleksej alena alexandra
alexei ali alice aliya alla almaz alyona amal aman amani ameena amer amin amina aminata amir amira amro amy anahita
anara anas anastasia anastasija anatoli andrea andrei andrej andrew andrii andrius angela angelina anh anil anisa
anita anjali anjum anneli anthony antonina ants anu anwar anzhela apinya arash arben areej arezu arif arjun arkadi
arman arseni artem arthur artur asad asha ashraf asif asli asma awa ayaan ayan ayanle ayaz aylin ayse ayşe azad azar
aziz aziza babak bahar bahja bakary baraka baran bashir basma behzad beniamin bereket berivan bilal bina binh binta
bishnu bogdan bohdan boris brian bruno bui burak camila carlos catherine cemal charles charlotte chi chiara chidi
chioma chloe christine christopher claudia cristina cuong dahir dalia dana daniel daria darja darya deborah deepak
deeqa deka denis denise deniz diego dilan dilara dimitri dinh divya diyar dmitri dmitry dmytro dorota duc dung dusan
dzmitry eduard eha ehsan ekaterina elaine elena elham elif elizabeth elmira emeka emilija emily emine emmanuel emre
endel erfan esmat esperanza esra esraa eva evelyn evgeni evgenia ewa fadi faduma fadumo fahad faina faisal farah
farhad farhan farhia fariba farid farida fartun farzaneh fatema fatemeh fathia fatima fatma fatmata fatou fatoumata
fatuma faysal feng filmon filsan fiona firas fjodor francesca francesco funmi gabriela galina gatwech gennadi george
georgia ghulam giorgio giovanni giulia giuseppe gleb goran grace gregory grigori guadalupe gulalai guled gulnara gül
habib habiba habtom hadi hafsa haifa haile halgan halima halimo halyna hamdi hamed hamid hamida hamidullah hamza
hanad hanh hanna hannah hao harry haruna hasan hassan hawa haydar heba helen hiba hibo hien hilja hiwa hoa hoang
hodan hong huda hung huong hussain hussein hyun hüseyin ian ibrahim ibrahima ibtisam idil idiris idris ifra ifrah
igor ikram ikran ilham ilhan ilja ilya iman imran indrek inna ioana iqra iryna isaac isabel isabelle isha ismail
isra issa istahil istvan ivan ivana iwona izabela jaanus jack jacob jacqueline jamal james jamila jane janet jason
jawad jean jelena jennifer jeremy jewgeni jing joao john jonathan jose joseph josé joy juan judith julie juri jurij
jüri kadir kadri kaire kairi kaja kalev kaltuma kamal kamala kamran kanya karim karima karina karl karol karolina
karwan katarzyna kate katerina kateryna kathryn katrin kaveh kavita kebba kelly kemal kenan kersti kevin khadar
khadija khadra khadro khaled khalid khalil khanh kian kiran kirill kofi konstantin krishna kristjan krzysztof ksenia
kseniya kumar kwame ladan laith lakshmi laleh lamia lamin lan larisa larysa latifa laura layla leida leonid leyla
liban lidija lien liis lin linh liudmila liudmyla ljuba ljubov ljudmila loan long lubna lucia lucy luis luiza luma
lyudmila maarja maha mahad mahamed mahdi mahdiyar mahmoud mahmud mahnaz mai majid majida maksim maksym malak malee
malgorzata malik malika malle mamadou manal maneesha manish manuel manuela marat marcel marcin marcos mare margarita
margus mariam mariana marina mario mariusz mark mart maryam maryan maryna masoud mateusz matthew mattia maxim maya
maymun medina megan mehdi mehmet meliha mercy merike meron meryem michael michal michelle miguel mihail mihkel
mikhail milad milan milos minh miriam mirjana mitra modou mohamad mohamed mohamednur mohammad mohammed mohamud
mohsen mohsin mona morteza mostafa moussa muhamed muhammad mujtaba mukhtar mulugeta muna munira murad murat musa
mustafa mustafe mykola nabil nada nadezda nadezhda nadia nadifa nadir nadja naeem nagma nahid naima najib najibullah
najla najma nam nancy narges nasim nasir nasra nasrin nasser nasteho natalia nataliia natalija nataliya natalja
natasha nawal nawroz nazanin neda neha nergiz nermin ngoc ngozi nguyet nhung nicole nigora nikita nikola nikolaj
nilufar nimo nina noor nora nour nuha nuur oksana oleg oleksandr oleksandra oleksiy olena olesja olga olivia omar
omer omid osama oscar osman ousman ousmane pablo pamela parisa parvin parwin pascal patricia patrick paulo pavel
pawel pedro peyman philip phuong pierre piotr piret ploy polina pooja prakash pranee prasad priit priya qadar quang
quynh rabia rachel radoslaw rafaela rafal rahaf rahel rahima rahma rahman rahmo raisa raj rajan rajesh ramazan
ramesh rami ramin ramla rana rania rasha rashid rasmus rasul ravi rawan raza rebecca rebwar reem rein reza richard
rima riyad roberto rojda rojin roman ronald roya ruben ruqiya ruslan rustam ruth ruweyda ryan saad saba sabah sabina
sabine sabrina saeed safa safia sagal sahar sahra saida salah saleh salem salim salma saman samantha samar samat
samer samia samir samira sanaa sandeep sanjay sarah sardar sarwar sayed sean selam selim sergei sergey sergio serhii
serkan setareh shabnam shadi shahid shahla shaima sharif sharmarke sheila shilan shirin shreya shukri shukria siamak
siavash sibel sidra sigrid sihem siim simona sina sinan siret siriporn sirwan sita slavica snezana sofija sohail
soheila somaya somchai somsak sophie soran soraya stanislav stephanie stephen steven suad suda sue suhail suleiman
sultan sumaiya sumaya sumeya sunil suresh susan svetlana svitlana taha tahir tamara tanya taras tarek tariq tatiana
tatjana tesfay tetiana thanh thao thi thu thuy tien tigist tiiu timofei timothy timur todd tomas tomasz trang triin
tsegaye tuan tuba tunde tõnu ubah umar urmas uzma vadim valentina valeri valeria vasili vasilisa vasyl vera veronica
veronika viet vikram viktor viktoria viktoriia viktorija vincent vitali vjatseslav vladimir volodymyr waleed wanida
warda wassim wei william xin xiu yahya yan yana yara yasin yasir yasmin yasmine yassin yekaterina yevgeni yevhen
yohannes yonas youssef yuki yulia yuliia yuliya yun yuri yusra yusuf zahra zainab zamzam zara zaynab zeinab zeynep
zhanna ziad zinaida zohra zoya zubair özlem ülle ülo žanna
""")

# Surnames of the same.
FOREIGN_LAST = _words("""
abbas abdallah abdi abdirahman abdullah abdullahi abdulle abdulqadir abebe abshir abukar adan adebayo aden adeyemi
afrax aghayev ahmadi ahmed akbari akhtar aleksandrov aleksejev ali aliyev alvarez amin amini andrejev artan asante
awad awale aydin azizi bah bailey baker bakr balogun barre barry begum bekele bell bennett berhane berisha bibi bile
boateng bogdanov bojang bondarenko brooks brown bui cabdi camara campbell carter ceesay celik chan chaudhary chen
chowdhury cisse clark collins conteh cook cooper costa dahir dang davies davis delgado demir diallo diaz dinh dirie
dogan dualeh duong egal elmi esposito evans eze faarax fadel farah farax farooq fedorov fernandez fernando ferrari
fofana foster garcia gashi gebre george ghebre golubev gomez gonzalez gray grigorjev guled gupta gutierrez habib
haddad haibe haidari haile haji hamad hamid hamza haque hasan hashi hashimi hassan hassani hersi hoang hossain
hosseini hoxha huang hughes hussain hussein huynh ibrahim ibrahimi ilves iqbal islam ismail issa ivanov ivanova
jackson jafari jallow jama jenkins jibril jimale jobe johnson jones joseph kadyrov kalinin kallas kamara karim
karimi karimov karlsen kask kaya kebede keita kelly khalaf khalif khalil khan kim kone koroljov koval kovalenko
kovalev kowalski kozlov kozlova krasniqi kravchenko kukk kumar kuusk kuznetsov kuznetsova lam lebedev lee lepik
lewis li liu long lopez lysenko mahamed mahamud mahmoud mahmud maksimov malik marchenko martin martinez melnyk
mendes mengistu mensah meyer mihailov miller mirza moghadam mohamed mohammadi mohammed mohamud moore morgan morina
moroz morozov mousa muhumed mumin murphy muse mustafa mägi nazari ngo nguyen nikitin nikolajev njie nkrumah noor
novak novikov nowak nur nurmagomedov nuur o'connor okafor okoye oliynyk olsen omar osman owusu ozturk park patel
pavlov pavlova perez perry petersen petrenko petrov petrova pham phan polishchuk popescu popov popova powell price
pärn põder qureshi rahimi rahman ramadani ramirez rashid rasuli raudsepp raza rebane reed reza rezaei roberts
robinson rodriguez romanov ross rudenko russell saar sadiq saeed sahin saidi salad salah saleh salim samatar sanchez
sanders santos sarr savchenko schmidt semenov sepp sergejev serhijenko shah shahid sharif sharma sheikh shevchenko
shevchuk shire sidorov silva singh sissoko smirnov smirnova smith sokolov sokolova solovjov sow stepanov suleiman
sullivan sultan suzuki tamm taylor tekle tesfaye thapa thomas thompson tkach tkachenko touray toure tran traore
trinh truong turner usman vaher vasiljev vasiljeva vasilyev vo volkov volkova vu wagner walker wang ward warsame
watson white williams wilson wong wright xasan yadav yang yilmaz yusuf yılmaz zahir zaitsev zhang zhao zubair öztürk
""")

# Ambiguous to Voikko (or missing there), but with a capital letter, even at the start of a sentence, a person.
FIRM = _words("""
aarnio aatos ahti aimo akseli ala-talo aleksi ali alli aulis diana edit ellen emmi hakanen harri heikkilä heini
helinä henna hertta hilkka hämäläinen ida iiris ilona inka inkeri isotalo johan jukka jussi järvinen kaarin kaarina
kaija kalle kanerva kari karin karjalainen karri kerttu kirsi kivimäki koivisto koskela koskinen kuusela kuusisto
lahtinen laine lappalainen lari lehtimäki lehtinen lehtonen liina liisi linnea lotta maila mari maria marianne
maritta marja marjatta marjo martta matti mattila metsälä miettinen miina mikkola mimmi minttu mirja mäkelä mäkinen
nanna natalia niemelä nieminen niila niittymäki nilla olli orvokki osmo otso paula peltola pietari pinja raine
rantala rautiainen riku ritva ruut saana saarinen salla salmela sampo sara sari satu savolainen seppälä
sillanpää simo simon sini sirkka sirkku siru soini sulo suominen suvi tamminen tapani tarja taru terho terttu tervo
tiina toivonen torsti tuija tuomas tuominen tähtinen urho uuno vainio varpu vesa vilja vilppu viola virpi
vuokko yrjö
""")

# Names that are everyday words: alone at the start of a sentence they stay, unless the words around say person.
EVERYDAY = _words("""
aallotar aamu aarre aatto aina aini aino alan aman amin anna ansa armas armo art arvo auer aura auri autuas do eine
elo faith grace hai halla hana hani helli helmi hilja hilla hope ihana ilma ilmi ilo ilta impi inna into isa jalo
jon jonne joy kaari kai kaino kaisla kasper kastehelmi kauko kauno kevät kielo kirsikka kukka kuu kuura lahja laina
lauha laulu leimu lemmikki lempi lilja loan long loviisa luka lumi luumi mai manner mark max may meri milka mona
more myrsky oiva onneli onni otava otto pal pilvi pirita posti pouta puro pyry päiviö päivä raita raj rami rauha
rein riemu rima rose runo ruska ruusu sade said salama salli saman sana sees sina sisko sisu sointu son säde sävel
taika taimi taisto taito talvi tarmo tea tiera to toimi toivo touko tuba tuisku tuuli tuulia tyyne tyyni tähti ukko
unelma unto usko utu valo valta valto van vappu varma veli vera vesi viena vieno viisas visa voitto will ähti
""")

# Programmes, firms, illnesses and figures that must stay.
NOT_PERSONS = _words("""
alko alzheimer apollo apotti asperger attendo auria crohn danske eksote esperi essote excel facebook fazer finland
google helmi-järjestelmä icehearts iittala ilta-sanomat iltalehti instagram jeesus joulupukki jumala kaiku kela
kesko kotimaa kristus kymsote lidl lions luther mannerheim maria-sairaala marimekko martat marthas marttaliitto
mehiläinen microsoft montessori nobel nokia nordea office ohjaamo omaolo onnibus outlook parkinson paulig
pihlajalinna pohde prisma raamattu rinnekoti rotary samaria santa sininauha sitra siun siunsote soite sosped soste
sosten steiner stockmann suomi sverige teams terveystalo tourette vamos veikkaus vipunen walkers whatsapp wilma
windows wärtsilä yle zoom
""")

# Unmistakable to Voikko, but in lower case usually something else: a typo, a foreign word (`mika` for `mikä`).
TYPED_LOWER = _words("""
aimo ali alvin art eine elli gun hilla ida ina inga inna ira isa jalo jan jens jon juuli kai kait kauko kert kia kim
leon lilja lisa marja marjo mats max mika mona more noa ola ole pal per pära rolf rose sara siru tea tom touko tuuli
vappu varma vera visa will
""")

# Names that patient, school and procurement systems bear too: `Maisassa` is no person.
SYSTEMS = _words("""
aura emma helmi hilma ilona kaiku maisa mari sofia vilma wilma
""")

# Firms that bear a person's name: alone, with nothing said of a person, the firm is meant.
FIRMS = _words("""
elo fennia ilmarinen otava sampo varma veritas
""")

# Names that seasons and weather have too.
SEASONS = _words("""
aamu halla kesä lumi meri myrsky päivä pouta ruska sade säde suvi talvi touko tuisku tuuli tyyni
""")

# Names that plants have too.
PLANTS = _words("""
heinä hilla ilta kanerva kielo kukka lilja lumikki marja orvokki pihla pihlaja ruusu taimi tuomi vilja vuokko
""")
