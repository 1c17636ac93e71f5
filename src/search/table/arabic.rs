//! Arabic: proclitics and the article before a word, pronouns and endings after it, the commonest broken plurals.

use super::source::Source;

pub(in crate::search::table) const SOURCE: Source = Source {
    from: 'ء',
    to: 'ۿ',
    letters: "چج پب ڤف گك",
    certain: "وبال/3 فبال/3 وكال/3 وال/3 فال/3 بال/3 كال/3 ولل/3 فلل/3 ال/2 لل/2",
    perhaps: "و ف\nب ك ل",
    steps: "1: كما/3 هما/3 تها/3 تهم/3 تهن/3 تنا/3 تكم/3 تي/4 ته/4 ها/3 هم/3 هن/3 نا/4 كم/3 ه/3 ك/4
2: يات/3 يين/3 يون/3 تين/3 تان/3 ات/3 ون/3 ين/3 ان/3 وا/3 يه/3 يا/3 ه/3 ي/3 ا/3",
    alone: 4,
    forms: include_str!("plurals.ar.txt"),
    stop: "في من على إلى عن أن إن أنه إنه أنها إنها التي الذي الذين هذا هذه ذلك تلك هو هي هم لم لن لا ما كما كان كانت \
           يكون قد ثم أو أي بل حتى إذا لكن بين عند مع بعد قبل كل غير بعض وهو وهي وفي ومن وعلى وإلى وأن وإن وقد ولا ولم وما \
           فيه فيها منه منها به بها له لها عليه عليها إليه إليها وكان وكانت حيث منذ خلال أيضا و ف ب ل ك",
    keys: Some(("qwertyuiop[]asdfghjkl;'zxcvbnm,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوزظذ")),
};
