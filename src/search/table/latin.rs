//! English and French: endings in the order in which they are taken off, irregular forms, words that say nothing.

use super::source::Source;

pub(in crate::search::table) const ENGLISH: Source = Source {
    from: 'a',
    to: 'z',
    letters: "",
    certain: "",
    perhaps: "",
    steps: "1: 's/1 sses>ss/1 ies>i/2 xes>x/1 ches>ch/2 shes>sh/2 zes>z/2 ss>ss/0 us>us/2 is>is/2 s/3
1: isations>iz/2 isation>iz/2 izations>iz/2 ization>iz/2 ising>iz/3 izing>iz/3 ised>iz/3 ized>iz/3 ise>iz/4 ize>iz/3 iser>iz/3 \
izer>iz/3 yse>yz/2 yze>yz/2 ysed>yz/2 yzed>yz/2 ying>i/2 ied>i/2 eed>ee/2 ing/3 ed/3
1: fulness/3 iveness/3 ously/3 fully/3 ically>ic/2 ically>ic/2 ally>al/3 ily>i/3 ly/3 iness>i/3 ness/3 ments/3 ment/4 ational/3 \
ations/3 ation/3 ator/3 ion/4 ities/3 iti/3 ity/3 ism/4 ist/4 ship/4 ful/4 ous/4 ive/4 al/4 ic/4
1: our>or/2 tre>t/2 ogue>og/2 y>i/2 er/4 or>or/0 e/3
1: bb>b/2 dd>d/2 ff>f/2 gg>g/2 ll>l/2 mm>m/2 nn>n/2 pp>p/2 rr>r/2 ss>s/2 tt>t/2",
    alone: 9,
    forms: "man men
woman women
child children
person people
foot feet
tooth teeth
mouse mice
goose geese
wife wives
life lives
knife knives
leaf leaves
half halves
crisis crises
analysis analyses
basis bases
thesis theses
datum data
medium media
index indices indexes
criterion criteria
phenomenon phenomena
axis axes
buy bought
sell sold
say said
go went gone
come came
give gave given
take took taken
make made
find found
hold held
lead led
lose lost
win won
meet met
pay paid
send sent
spend spent
build built
break broke broken
choose chose chosen
rise rose risen
fall fell fallen
grow grew grown
know knew known
see saw seen
speak spoke spoken
write wrote written
fight fought
think thought
bring brought
kill killed killing killings
begin began begun
run ran
leave left
keep kept
tell told
shoot shot shots
steal stole stolen
strike struck
protest protester protesters protestor protestors
programme program programs
defence defense
licence license
grey gray
cheque check
metre meter
litre liter",
    stop: "a an the of to in on at by for from with as is are was were be been being it its this that these those and or but not no if \
           than then so such he she they we you i his her their our your my me him them us who whom which what when where how why do does \
           did has have had will would can could may might shall should about into over under after before between through during",
    keys: None,
};

pub(in crate::search::table) const FRENCH: Source = Source {
    from: 'a',
    to: 'z',
    letters: "",
    certain: "l'/2 d'/2 j'/2 qu'/2 n'/2 s'/2 c'/2 m'/2 t'/2",
    perhaps: "",
    steps: "1: eaux>eau/2 aux>al/2 ss>ss/0 s/3 x/4
1: issements/3 issement/3 ements/3 ement/3 ments/3 ment/3 ations/3 ation/3 ions/3 ion/3 ites/3 ite/3 euse>eur/3 trice>teur/3 \
ives>if/3 ive>if/3 elles>el/3 elle>el/3 iques>iqu/3 ique>iqu/3 istes/3 iste/3 ismes/3 isme/3 antes/3 ante/3 ants/3 ant/3 \
erait/3 erent/3 aient/3 ait/3 ees/3 ee/3 er/3 ez/3 es/3
1: e/3
1: ll>l/2 nn>n/2 tt>t/2 ss>s/2",
    alone: 9,
    forms: "oeil yeux
ciel cieux
travail travaux",
    stop: "le la les un une des du de d l au aux a et ou en dans par pour sur avec sans sous ce cet cette ces son sa ses leur leurs il \
           elle ils elles on nous vous je tu que qui quoi dont est sont ete etre avait ont se ne pas plus mais si comme y",
    keys: Some(("qwertyuiopasdfghjkl;zxcvbnm", "azertyuiopqsdfghjklmwxcvbn,")),
};
