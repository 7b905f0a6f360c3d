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
    "FOREIGN_FIRST",
    "FOREIGN_LAST",
    "NOT_PERSONS",
    "TYPED_LOWER",
]


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Finnish and Finland-Swedish first names.
FINNISH_FIRST = _words("""
aada aapo aarne aarni aaro aaron aarre aatos aatu ada adeliina agda ahti aija aila aili aimo aina aini aino airi
akseli aku albert aleksandra aleksanteri aleksi alex alexander alfred alina alisa alli alma alpo alvar amalia amanda
amelia amos anders andreas anette anita anitta anja anna anne anneli annette anni anniina annika annikki annu
annukka anselm anssi antero anton antti anu ari arja armas armi arsi arto arttu artturi arvi arvo asko aslak asser
asseri asta atso atte aukusti auli aulikki aulis aune aura auri auvo axel beata benjamin bertta birgit birgitta
björn britt britta carita carola christian christina daniel daniela david edit edla edvard edvin eelis eemeli eemil
eerik eerika eero eetu eeva eevi eija eila einari eine eini eino eira elias eliisa elina elisa elisabet elise ella
ellen elli elma elmeri elmo elsa else elsi elvi elviira emil emilia emma emmi enni ensio erik erika erja erkka erkki
erno esko essi ester eveliina fanni felix frans fredrik georg gun gun-britt gunilla gunnar gustav göran hanna
hannariikka hanne hannele hannes hannu harri heidi heikki heimo heini heino helena helge heli helinä helka hellevi
helmi helvi henna henni henri henriikka henrik henry hermanni hertta heta hilda hilja hilkka hilla hilma hugo huugo
håkan ida iida iikka iina iiris iiro iisakki iivari iivo ilari ilkka ilma ilmari ilmi ilona ilpo ilse ina inari inga
inger ingrid inka inkeri irene irina iris irja irma irmeli isko ismo isto ivar jaakko jaana jalmari jalo jan jani
janika janina janita janne jari jarkko jarmo jarno jasmin jenna jenni jens jere jeremias jesse jessica joakim joel
johan johanna johannes joni jonna joona joonas joonatan jorma jouko jouni juha juhana juhani juho jukka julia julius
jussi justiina jutta juuli juulia juuso jyri jyrki kaapo kaarin kaarina kaarle kaarlo kaija kaino kaisa kaisla kaisu
kaj kalervo kalevi kalle kari karin karita karla karoliina karri kasper kasperi katariina kati katja katri katriina
kauko kauno keijo kerstin kert kerttu kerttuli kia kielo kiia kiira kim kimmo kirsi kirsikka kirsti kjell klaara
klaus konsta krista kristian kristiina kristina kullervo kustaa kylli kyllikki kyösti laila lars lasse lassi laura
lauri lea leea leena leevi leila lempi lena lennart lenni leo leon liina liisa liisi lilja lilli linda linnea livia
lotta loviisa lucas lukas luukas lyydia lyyli maaret maaria maarit magda magnus maija maiju maikki maila mailis
maire maisa maj maj-britt malla manu margareeta margareta margit mari maria marianna marianne mariina marika marita
maritta marja marjaana marjatta marjo marjukka marjut marketta markku marko markus martin martta martti matias
matilda matleena mats matti mauno mauri meeri meiju melina melissa meri merja mervi mia miia miika miikka miina
miira mika mikael mikaela mikko milja milla milo minea minja minna minttu mira mirja mirjam mirjami mirka mirkka
miro mirva monica monika moona nanna nea nella nelli nestori netta nico niilo niina niklas niko nikolai nils nina
noel noora oili oiva okko ola olavi ole oliver olivia olli olof onerva onni orvokki oskar oskari osmo ossi otso otto
outi paavali paavo panu pasi patrick patrik paula pauli pauliina peetu pekka pekko pentti peppi per pertti perttu
peter petra petri petteri pia pietari pihla piia pilvi pinja pirita piritta pirjo pirkka pirkko pontus pyry päivi
päivikki päiviö pär raakel rafael raija raila raili raimo raine rainer raino raisa ralf rasmus rauha rauli rauni
rauno rebekka reetta reija reijo reima reino retu riia riikka riina riitta riku risto ritva robert robin rolf roni
ronja roope roosa rosa rune ruut saana saara saija saila saima saimi sakari sakke salla salli salme sami sampo
samppa sampsa samu samuel samuli sandra sanna sanni santeri santtu sara sari sarita satu saul sauli seija selma
senja seppo severi siiri silja silvia simo sini sinikka sirkka sirkku sirpa siru sisko siv sofia sofie sohvi soile
soili soini sointu solja solveig sonja stefan stella stina sture sulevi sulho sulo susanna susanne suvi svante sven
sylvi sylvia säde taavetti taavi taija taimi taina taisto taito taneli tanja tapani tapio tarja tarmo taru tatu
tauno teemu teija telma teppo terhi terho tero terttu thomas tiia tiina tilda timi timo tino toimi toini toivo tom
tomi tommi toni topi topias torbjörn torsti touko tove tuija tuire tuisku tuomas tuomo tuovi tuukka tuula tuuli
tuulia tuulikki tuure tyyne tyyni ulf ulla ulla-maj ulpu ulriikka unto urho urpo usko valtteri vanessa vappu varpu
veera veeti veijo veikka veikko veini veli venla verna verneri vertti vesa vieno vihtori viivi viking vilho vilja
viljami viljo ville vilma vilppu viola virpi virva virve visa voitto vuokko väinö yrjö åke åsa örjan
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
karppinen karttunen kauppila kauppinen kemppainen keränen kettu kettunen kiiskinen kinnunen kiuru kivelä kivi
kivimäki kivinen kivistö koistinen koivisto koivu koivula kokkonen kolehmainen komulainen kontio koponen korhonen
korpela korpi koskela koski koskinen kosonen kovanen kuisma kujala kukkonen kulmala kumpulainen kuosmanen kurki
kurkinen kuusela kuusi kuusisto kähkönen kärki kärkkäinen laakkonen laakso laaksonen lahti lahtinen laine laitinen
lamminen lampi lampinen lappalainen lassila latvala laukkanen launonen lehtimäki lehtinen lehto lehtonen leino
leinonen lepistö leppä leppälahti leppälä leppänen leskinen liimatainen lind lindberg lindgren lindholm lindqvist
lindroos lindström linna lipponen lundberg lundqvist luoma luoto luukkonen lyytikäinen makkonen malinen malmi
manninen martikainen martinkauppi matikainen mattila metsä miettinen mikkola mikkonen moilanen mustonen mykkänen
myllymäki mäenpää mäkelä mäki mäkinen mäkitalo mänty mäntylä mäntymäki määttä nevala nevalainen niemelä niemi
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
virolainen virta virtanen voutilainen vuorela vuori vuorinen väisälä väisänen väyrynen wallin westerlund wikström
ylinen ylitalo ylönen åberg åkerlund öhman österberg
""")

# First names of people who moved to Finland: Somali, Arabic, Persian, Kurdish, Turkish, Russian, Ukrainian,
# Estonian, Vietnamese, English and others.
FOREIGN_FIRST = _words("""
aamina abas abbas abdalla abdallah abdelkarim abdi abdiaziz abdifatah abdikarim abdirahman abdirashid abdul
abdulkadir abdullah abdullahi abebe abel abu abukar adam adan adel aden adnan agnieszka ahlam ahmad ahmed ahmet
aischa aisha aivar aiša akram alaa aleksandr aleksei aleksej alena alexandra alexei ali alice aliya alla alyona amal
aman amani ameena amer amin amina amir amira amro amy anahita anara anas anastasia anastasija anatoli andrea andrei
andrej andrew andrius angela angelina anh anil anisa anjali anjum anthony antonina ants anwar apinya arash arben
areej arezu arif arkadi arman artem arthur artur asad asha asif asli asma ayaan ayan ayanle ayaz aylin ayse ayşe
azad aziz aziza babak bahar baraka bashir basma behzad beniamin bilal binh bogdan boris brian bruno bui burak carlos
catherine charles charlotte chi chiara chloe christine claudia cristina cuong dahir dalia dana daria darja darya
deborah deepak deeqa denis denise deniz diego dilan dilara dimitri dinh dmitri dmitry dorota duc dung dusan dzmitry
eduard eha ehsan ekaterina elaine elena elham elif elizabeth elmira emine emmanuel emre endel erfan esra esraa eva
evelyn evgeni evgenia ewa fadi faduma fadumo fahad faisal farah farhad farhan farhia fariba farid farida fartun
farzaneh fatema fatemeh fathia fatima fatma fatmata fatou fatuma faysal fiona firas francesca francesco gabriela
galina gatwech gennadi george georgia ghulam giorgio giovanni giulia giuseppe gleb goran grace grigori guled gulnara
habib habiba hadi haifa halima halimo hamdi hamed hamid hamida hamza hanad hanh hao harry haruna hasan hassan hawa
haydar heba helen hiba hibo hien hoa hoang hodan huda hung huong hussain hussein hyun ian ibrahim ibtisam idil idris
ifrah igor ikram ilham ilhan ilja ilya iman imran indrek inna ioana iqra iryna isaac isabel isabelle isha ismail
isra issa istvan ivan ivana iwona izabela jaanus jack jacob jacqueline jamal james jamila jane janet jason jawad
jean jelena jennifer jeremy jewgeni john jonathan jose joseph josé joy juan judith julie juri jurij jüri kadir kadri
kairi kaja kalev kaltuma kamal kamala kamran karim karima karina karol karolina katarzyna kate katerina kathryn
katrin kavita kelly kemal kenan kersti kevin khadar khadija khadra khadro khaled khalid khalil khanh kiran kirill
konstantin kristjan krzysztof ksenia kseniya kumar laith lakshmi lamia lan larisa latifa layla leonid leyla liban
lidija lien liis lin linh liudmila ljubov ljudmila loan long lubna lucia lucy luis luiza luma lyudmila maha mahad
mahamed mahdi mahmoud mahmud mahnaz mai majid majida maksim malak malgorzata malik malika manal maneesha manuel
manuela marat marcel marcin margarita margus mariam mariana marina mario mariusz mark mart maryam maryan maryna
masoud mateusz mattia maxim may maya medina mehdi mehmet meliha mercy merike meryem michael michal michelle miguel
mihail mihkel mikhail milad milan milos minh miriam mirjana mohamad mohamed mohammad mohammed mohamud mohsen mohsin
mona morteza mostafa muhamed muhammad mukhtar muna munira murad musa mustafa mustafe nabil nada nadezda nadezhda
nadia nadifa nadir nadja naeem nagma nahid naima najib najla najma nam nancy narges nasir nasra nasrin nasser
natalia natalija nataliya natalja natasha nawal nazanin neda neha nermin ngoc nguyet nhung nicole nigora nikita
nikola nimo noor nora nour nuha nuur oksana oleg oleksandr oleksandra olena olesja olga omar omer osama oscar osman
ousman pablo pamela parisa parvin pascal patricia pavel pawel pedro peyman philip phuong pierre piotr piret polina
pooja prakash prasad priit priya qadar quang quynh rabia rachel radoslaw rafal rahaf rahel rahima rahma rahman rahmo
raj rajesh ramazan rami ramin ramla rana rania rasha rashid rasul ravi rawan raza rebecca reem rein reza richard
rima riyad roberto rojda roman ronald roya ruben ruqiya ruslan ruth ryan saad saba sabah sabina sabine sabrina saeed
safa safia sagal sahar sahra saida salah saleh salem salim salma saman samantha samar samat samer samia samir samira
sanaa sandeep sanjay sarah sardar sarwar sayed sean selim sergei sergey sergio serhii setareh shabnam shadi shahid
shahla shaima sharif sharmarke sheila shirin shukri siavash sibel sidra sigrid sihem simona sina siret sirwan
slavica snezana sofija sohail soheila somaya somchai sophie soraya stanislav stephanie stephen steven suad sue
suhail suleiman sultan sumaya sumeya sunil susan svetlana svitlana taha tahir tamara tanya tarek tariq tatiana
tatjana tesfay thanh thao thi thu thuy tien tiiu timur todd tomas tomasz trang triin tuan tuba tõnu ubah umar urmas
uzma vadim valentina valeri valeria vasili vera veronica veronika viet viktor viktoria viktorija vincent vitali
vjatseslav vladimir volodymyr waleed warda wassim william xin yahya yan yana yara yasin yasir yasmin yasmine yassin
yekaterina yevgeni yonas youssef yuki yulia yuliya yuri yusra yusuf zahra zainab zara zaynab zeinab zeynep zhanna
ziad zinaida zoya zubair ülle ülo žanna
""")

# Surnames of the same.
FOREIGN_LAST = _words("""
abbas abdallah abdi abdirahman abdullah abdullahi abdulle abebe abshir abukar adan aden adeyemi aghayev ahmadi ahmed
akbari akhtar aleksandrov aleksejev ali aliyev alvarez amin amini andrejev artan awad awale aydin azizi bah bakr
barre begum berisha bibi bile bogdanov bojang brown bui camara campbell ceesay celik chan chaudhary chen chowdhury
clark conteh costa dahir dang davies davis delgado demir diallo diaz dinh dirie dogan dualeh duong egal elmi
esposito evans fadel farah farooq fedorov fernandez fernando ferrari fofana garcia gashi george ghebre golubev gomez
gonzalez grigorjev guled gupta gutierrez habib haddad haile haji hamad hamid hamza haque hasan hashi hashimi hassan
hassani hersi hoang hossain hosseini hoxha huang hussain hussein huynh ibrahim ibrahimi ilves iqbal islam ismail
issa ivanov ivanova jackson jafari jallow jama jibril johnson jones joseph kalinin kallas kamara karim karimi
karlsen kask kaya khalaf khalif khalil khan kim koroljov kovalenko kovalev kowalski kozlov kozlova krasniqi kukk
kumar kuusk kuznetsov kuznetsova lam lebedev lee lepik lewis li liu lopez mahamed mahamud mahmoud mahmud maksimov
malik martin martinez mendes mensah meyer mihailov miller mirza moghadam mohamed mohammadi mohammed mohamud moore
morina morozov mousa muhumed muse mustafa mägi nazari ngo nguyen nikitin nikolajev noor novak novikov nowak nur nuur
okafor olsen omar osman ozturk park patel pavlov pavlova perez petersen petrenko petrov petrova pham phan popescu
popov popova pärn põder qureshi rahimi rahman ramadani ramirez rashid raudsepp raza rebane reza rezaei roberts
robinson rodriguez romanov saar sadiq saeed sahin saidi salah saleh salim samatar sanchez santos sarr schmidt
semenov sepp sergejev serhijenko shah shahid sharif sharma sheikh shevchenko shire sidorov silva singh smirnov
smirnova smith sokolov sokolova solovjov stepanov suleiman sultan suzuki tamm taylor tekle tesfaye thapa thomas
thompson tkachenko toure tran traore trinh truong turner usman vaher vasiljev vasiljeva vasilyev vo volkov volkova
vu wagner walker wang warsame white williams wilson wong wright yadav yang yilmaz yusuf yılmaz zahir zaitsev zhang
zhao zubair öztürk
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
