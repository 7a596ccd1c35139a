using System.Collections.Frozen;
using AuditService.Collectors.PersonalData.Identifiers;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Closed or half-closed lists of values that betray a category: genders, faiths, parties, unions, nationalities, diseases ...</summary>
internal static class ValueVocabulary
{
    private static readonly FrozenSet<string> YesNo = Set("oui|non|yes|no|o|n|y|true|false|vrai|faux|t|f|0|1|0.0|1.0|x|ok|ko|si|v|none|on|off");

    private static readonly FrozenSet<string> GenderWords = Set("homme|femme|masculin|feminin|male|female|man|woman|hommes|femmes|garcon|fille|boy|girl|monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|miss|non binaire|non-binaire|nonbinary|non-binary|autre genre|masc|fem|m.|mme.|monsieur/madame|neutre|h/f");

    private static readonly FrozenSet<string> GenderCodes = Set("m|f|h|1|2|0|w|x|u|i|m.|autre|other|inconnu|unknown|nb|g|b|d|3|9|n|me|dr|pr|docteur|maitre|prefer not to say|ne se prononce pas|non precise|indetermine");

    private static readonly FrozenSet<string> Faiths = Set("catholique|protestant|protestante|musulman|musulmane|juif|juive|bouddhiste|hindou|hindoue|hindouiste|athee|agnostique|orthodoxe|evangelique|chretien|chretienne|islam|judaisme|christianisme|bouddhisme|catholicisme|protestantisme|catholic|muslim|jewish|buddhist|hindu|atheist|agnostic|christian|sikh|temoin de jehovah|sans religion|no religion|none|halal|casher|sans porc|orthodox|mormon|sunnite|chiite|laique|hindouisme|autre religion|aucune");

    private static readonly FrozenSet<string> Parties = Set("lfi|ps|ump|lr|rn|fn|eelv|pcf|lrem|modem|udi|npa|renaissance|reconquete|soc|dvg|dvd|dvc|vec|rdg|horizons|nupes|parti socialiste|les republicains|rassemblement national|front national|la france insoumise|europe ecologie les verts|les ecologistes|parti communiste|gauche|droite|centre|extreme gauche|extreme droite|centre droit|centre gauche|democrat|republican|republicain|democrate|labour|conservative|liberal|green|independent|socialiste|communiste|ecologiste|centriste|nationaliste|far left|far right|left|right|center|sans etiquette|lo|dlf|apolitique|place publique|insoumis|macroniste|macron|le pen|marine le pen|melenchon|zemmour|bardella|hollande|sarkozy|hidalgo|jadot|roussel|pecresse|fillon|hamon|poutou|arthaud|dupont-aignan|lassalle|vote blanc|abstention|trump|biden|harris|remain|leave");

    private static readonly FrozenSet<string> Unions = Set("cgt|cfdt|fo|cftc|cfe-cgc|cfecgc|cfe cgc|unsa|fsu|sud|solidaires|force ouvriere|sud solidaires|snes|sgen|fnsea|cnt|sud rail|sud-rail|confederation paysanne|syndicat");

    private static readonly FrozenSet<string> Origins = Set("caucasien|caucasienne|africain|africaine|maghrebin|maghrebine|asiatique|europeen|europeenne|antillais|antillaise|arabe|noir|noire|blanc|blanche|metis|metisse|rom|berbere|kabyle|caucasian|african-american|african american|black|white|asian|hispanic|latino|native american|asian-pac-islander|amer-indian-eskimo|pacific islander|mixed|middle eastern|subsaharien|subsaharienne|turc|slave|juif|tzigane|amerindien|group a|group b|group c|group d|group e|african|arab|indigenous|south asian|east asian|black or african american|two or more races|multiracial");

    private static readonly FrozenSet<string> Orientations = Set("heterosexuel|heterosexuelle|homosexuel|homosexuelle|bisexuel|bisexuelle|pansexuel|pansexuelle|asexuel|asexuelle|gay|lesbienne|hetero|homo|bi|straight|lesbian|bisexual|heterosexual|homosexual|asexual|queer|pansexual|transgenre|transgender|cisgenre|cisgender");

    private static readonly FrozenSet<string> Nationalities = Set("francais|francaise|france|fr|fra|french|algerien|algerienne|algerie|marocain|marocaine|maroc|tunisien|tunisienne|tunisie|portugais|portugaise|portugal|espagnol|espagnole|espagne|italien|italienne|italie|allemand|allemande|allemagne|belge|belgique|suisse|britannique|anglais|anglaise|royaume-uni|americain|americaine|etats-unis|turque|turc|turquie|senegalais|senegalaise|senegal|malien|malienne|mali|ivoirien|ivoirienne|cote d'ivoire|camerounais|camerounaise|cameroun|congolais|congolaise|congo|chinois|chinoise|chine|vietnamien|vietnamienne|vietnam|roumain|roumaine|roumanie|polonais|polonaise|pologne|russe|russie|ukrainien|ukrainienne|ukraine|syrien|syrienne|syrie|afghan|afghane|afghanistan|irakien|irakienne|iranien|iranienne|libanais|libanaise|haitien|haitienne|haiti|comorien|comorienne|comores|malgache|madagascar|guineen|guineenne|guinee|beninoise|beninois|togolais|togolaise|bresilien|bresilienne|bresil|indien|indienne|inde|japonais|japonaise|coreen|coreenne|neerlandais|neerlandaise|luxembourgeois|luxembourgeoise|irlandais|irlandaise|grec|grecque|bulgare|serbe|croate|albanais|albanaise|kosovar|georgien|georgienne|armenien|armenienne|canadien|canadienne|mexicain|mexicaine|colombien|colombienne|apatride|united-states|mexico|philippines|germany|canada|india|england|china|italy|spain|japan|poland|de|es|it|pt|be|ch|gb|uk|us|usa|dz|ma|tn|sn|ml|ci|cm|cn|vn|ro|pl|ru|ua|tr|deu|esp|ita|prt|bel|che|gbr|dza|mar|tun|american|german|italian|spanish|portuguese|british|chinese|indian|ue|hors ue|europeenne|etrangere|etranger|union europeenne");

    private static readonly FrozenSet<string> Territories = Set("afghanistan|afrique du sud|south africa|albanie|albania|algerie|algeria|allemagne|germany|andorre|andorra|angola|arabie saoudite|saudi arabia|argentine|argentina|armenie|armenia|australie|australia|autriche|austria|azerbaidjan|azerbaijan|bahamas|bahrein|bahrain|bangladesh|barbade|barbados|belgique|belgium|belize|benin|bhoutan|bhutan|bielorussie|belarus|bolivie|bolivia|bosnie-herzegovine|bosnia and herzegovina|botswana|bresil|brazil|brunei|bulgarie|bulgaria|burkina faso|burundi|cambodge|cambodia|cameroun|cameroon|canada|cap-vert|cape verde|chili|chile|chine|china|chypre|cyprus|colombie|colombia|comores|comoros|congo|coree du sud|south korea|costa rica|croatie|croatia|cuba|danemark|denmark|djibouti|egypte|egypt|emirats arabes unis|united arab emirates|equateur|ecuador|erythree|eritrea|espagne|spain|estonie|estonia|eswatini|etats-unis|united states|ethiopie|ethiopia|fidji|fiji|finlande|finland|france|gabon|gambie|gambia|georgie|georgia|ghana|grece|greece|guatemala|guinee|guinea|guyana|haiti|honduras|hongrie|hungary|inde|india|indonesie|indonesia|irak|iraq|iran|irlande|ireland|islande|iceland|israel|italie|italy|jamaique|jamaica|japon|japan|jordanie|jordan|kazakhstan|kenya|koweit|kuwait|laos|lesotho|lettonie|latvia|liban|lebanon|liberia|libye|libya|lituanie|lithuania|luxembourg|macedoine|macedonia|madagascar|malaisie|malaysia|malawi|maldives|mali|malte|malta|maroc|morocco|maurice|mauritius|mauritanie|mauritania|mexique|mexico|moldavie|moldova|monaco|mongolie|mongolia|montenegro|mozambique|namibie|namibia|nepal|nicaragua|niger|nigeria|norvege|norway|nouvelle-zelande|new zealand|oman|ouganda|uganda|ouzbekistan|uzbekistan|pakistan|panama|paraguay|pays-bas|netherlands|perou|peru|philippines|pologne|poland|portugal|qatar|roumanie|romania|royaume-uni|united kingdom|russie|russia|rwanda|senegal|serbie|serbia|seychelles|sierra leone|singapour|singapore|slovaquie|slovakia|slovenie|slovenia|somalie|somalia|soudan|sudan|sri lanka|suede|sweden|suisse|switzerland|suriname|syrie|syria|tadjikistan|tajikistan|tanzanie|tanzania|tchad|chad|thailande|thailand|togo|tunisie|tunisia|turkmenistan|turquie|turkey|ukraine|uruguay|venezuela|vietnam|yemen|zambie|zambia|zimbabwe"
        + "|ain|aisne|allier|alpes-de-haute-provence|hautes-alpes|alpes-maritimes|ardeche|ardennes|ariege|aube|aude|aveyron|bouches-du-rhone|calvados|cantal|charente|charente-maritime|cher|correze|corse-du-sud|haute-corse|cote-d'or|cotes-d'armor|creuse|dordogne|doubs|drome|eure|eure-et-loir|finistere|gard|haute-garonne|gers|gironde|herault|ille-et-vilaine|indre|indre-et-loire|isere|jura|landes|loir-et-cher|loire|haute-loire|loire-atlantique|loiret|lot|lot-et-garonne|lozere|maine-et-loire|manche|marne|haute-marne|mayenne|meurthe-et-moselle|meuse|morbihan|moselle|nievre|nord|oise|orne|pas-de-calais|puy-de-dome|pyrenees-atlantiques|hautes-pyrenees|pyrenees-orientales|bas-rhin|haut-rhin|rhone|haute-saone|saone-et-loire|sarthe|savoie|haute-savoie|seine-maritime|seine-et-marne|yvelines|deux-sevres|somme|tarn|tarn-et-garonne|var|vaucluse|vendee|vienne|haute-vienne|vosges|yonne|territoire de belfort|essonne|hauts-de-seine|seine-saint-denis|val-de-marne|val-d'oise|guadeloupe|martinique|guyane|la reunion|mayotte|auvergne-rhone-alpes|bourgogne-franche-comte|bretagne|centre-val de loire|corse|grand est|hauts-de-france|ile-de-france|normandie|nouvelle-aquitaine|occitanie|pays de la loire|provence-alpes-cote d'azur"
        + "|alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming");

    private static readonly FrozenSet<string> Diseases = Set("diabete|diabete de type 1|diabete de type 2|diabete type 1|diabete type 2|hypertension|hypertension arterielle|asthme|cancer|cancer du sein|cancer du poumon|cancer de la prostate|depression|anxiete|migraine|epilepsie|arthrose|arthrite|polyarthrite|insuffisance cardiaque|insuffisance renale|bpco|avc|infarctus|alzheimer|maladie d'alzheimer|parkinson|maladie de parkinson|sclerose en plaques|obesite|anorexie|vih|hepatite|hepatite b|hepatite c|tuberculose|grippe|covid|covid-19|pneumonie|bronchite|gastrite|ulcere|maladie de crohn|cirrhose|leucemie|lymphome|melanome|schizophrenie|bipolarite|trouble bipolaire|autisme|hypothyroidie|hyperthyroidie|cholesterol|hypercholesterolemie|lombalgie|fracture|eczema|psoriasis|endometriose|fibromyalgie|lupus|insomnie|burn-out|diabetes|asthma|stroke|heart disease|kidney disease|flu|arthritis|allergie|anemie|glaucome|cataracte|otite|angine|sinusite|gastro-enterite|rougeole|varicelle|dyslipidemie|cardiopathie|apnee du sommeil|syndrome depressif|tdah|dyslexie|dyscalculie|dyspraxie|dysphasie|dysorthographie|surdite|cecite|paraplegie|hernie discale|sciatique|tendinite|rqth|handicap moteur|handicap visuel|handicap auditif|grossesse|maladie cardiaque|troubles anxieux|psychose|maladie|arret maladie|conge maladie|maternite|conge maternite|conge de maternite|accident du travail|accident de trajet|maladie professionnelle|longue maladie|conge longue maladie|conge de longue maladie|conge longue duree|mi-temps therapeutique|temps partiel therapeutique|inaptitude|invalidite|hospitalisation|sick leave|maternity leave");

    /// <summary>Breeds of dogs, cats, horses, cattle, sheep and goats, and the animals themselves, from general knowledge.</summary>
    private static readonly FrozenSet<string> Animals = Set("chien|chienne|chat|chatte|cheval|jument|poney|ane|bovin|vache|taureau|veau|ovin|mouton|brebis|agneau|caprin|chevre|porc|truie|porcin|lapin|poule|volaille|canard|oie|dinde|furet|hamster|dog|cat|horse|cow|sheep|goat|pig|rabbit|chicken|labrador|labrador retriever|golden retriever|golden|berger allemand|berger australien|berger belge|border collie|caniche|bichon|bichon frise|bouledogue|bouledogue francais|bulldog|bulldog anglais|boxer|beagle|cocker|cocker anglais|epagneul breton|setter|setter anglais|teckel|chihuahua|yorkshire|yorkshire terrier|jack russell|jack russel|fox terrier|staffie|staffordshire bull terrier|american staffordshire terrier|rottweiler|doberman|dogue allemand|husky|husky siberien|malamute|samoyede|shih tzu|carlin|pug|cavalier king charles|dalmatien|malinois|braque|braque allemand|braque de weimar|cane corso|terre-neuve|saint-bernard|akita|akita inu|shiba|shiba inu|german shepherd|poodle|dachshund|french bulldog|mixed breed|croise|batard|siamois|persan|maine coon|chartreux|bengal|ragdoll|sphynx|abyssin|sacre de birmanie|birman|british shorthair|norvegien|angora|angora turc|europeen|europeen a poil court|gouttiere|scottish fold|siamese|persian|domestic shorthair|pur-sang|pur sang|pur sang anglais|pur-sang arabe|pur sang arabe|anglo-arabe|selle francais|trotteur|trotteur francais|trotter|thoroughbred|quarter horse|arabian|percheron|ardennais|comtois|boulonnais|breton|shetland|connemara|pottok|camargue|appaloosa|frison|lusitanien|haflinger|fjord|charolaise|charolais|limousine|limousin|holstein|prim'holstein|prim holstein|montbeliarde|normande|salers|aubrac|blonde d'aquitaine|blanc bleu belge|blanc bleu|brune|brune des alpes|tarentaise|abondance|simmental|jersiaise|jersey|parthenaise|rouge des pres|gasconne|angus|hereford|bretonne pie noir|vosgienne|merinos|lacaune|texel|suffolk|ile de france|charmoise|romane|mouton vendeen|solognote|saanen|alpine|poitevine|large white|landrace|pietrain|duroc|leghorn|marans|sussex");

    private static readonly FrozenSet<string> BloodGroups = Set("a+|a-|b+|b-|ab+|ab-|o+|o-|a pos|a neg|b pos|b neg|o pos|o neg|ab pos|ab neg");

    private static readonly FrozenSet<string> Offences = Set("vol|vol simple|vol aggrave|vol a main armee|escroquerie|agression|violences|violences volontaires|violences conjugales|trafic de stupefiants|stupefiants|homicide|homicide involontaire|meurtre|viol|agression sexuelle|conduite en etat d'ivresse|conduite sans permis|recel|fraude fiscale|abus de confiance|blanchiment|degradation|outrage|rebellion|usage de stupefiants|cambriolage|harcelement|menaces de mort|felony|misdemeanor|battery|grand theft|burglary|robbery|assault|theft|murder|drug possession|dui|arrest case no charge|possession of cocaine|exhibition sexuelle|faux et usage de faux|corruption|detournement de fonds|exces de vitesse|delit de fuite|conduite sous stupefiants|travail dissimule");

    /// <summary>How names of diseases begin, whatever follows: insuffisance rénale aiguë, cancer du côlon.</summary>
    private static readonly StemSet DiseaseStems = new("cancer|carcinom|tumeur|leucem|lymphom|melanom|diabet|hypertension|insuffisance card|insuffisance ren|insuffisance resp|insuffisance hep|insuffisance cor|fracture d|entorse|pneumo|bronch|asthm|accident vasculaire|infarctus|depression|depressi|trouble anx|trouble bip|trouble dep|trouble psy|trouble du |trouble de l|troubles anx|troubles dep|troubles du |troubles mus|troubles psy|syndrome|epilep|migrain|arthr|hernie|lombalg|cervicalg|sciatiq|hepatit|cirrhos|anemi|allergi|eczema|psorias|sclerose|parkinson|alzheimer|demence|obesit|anorexi|septicem|embolie|phlebit|thrombo|appendicit|otite|angine|sinusit|gastro|colite|ulcere|nephr|cystit|glaucom|cataract|endometrio|grossesse|fibromyalg|tubercul|schizophr|autis|burn-out|burn out|arret maladie|cardiopath|coronaropath|polyarthrit|hypothyro|hyperthyro|douleur|lumbago|tendinit|meningit|pancreatit|peritonit|myopath|neuropath|retinopath|osteopor|bipolar|multiple sclerosis|dementia|crohn|heart failure|heart attack|kidney|pneumonia|anxiety|chronic |acute ");

    /// <summary>How offences are called, whatever follows. « Vol » alone is a flight as well.</summary>
    private static readonly StemSet OffenceStems = new("vol avec|vol a |vol par|vol de|vol simple|vol aggrav|vol en |vols |violences|violence conj|violence vol|violence sur|escroquerie|agression|homicide|meurtre|assassinat|viol |viol sur|recel|outrage|rebellion|usage de stup|usage illicite|trafic de stup|trafic d|detention de stup|detention d'arme|conduite en etat|conduite sans|conduite sous|conduite malgre|delit de|abus de confiance|abus de bien|abus de faiblesse|abus sex|blanchiment|degradation|cambriolage|harcelement|menace de|menaces de|menaces |exhibition|faux et usage|detournement de|exces de vitesse|fraude|contrefacon|incendie volontaire|extorsion|sequestration|proxenetisme|defaut de permis|defaut d'assurance|refus d'obtemperer|mise en danger|port d'arme|atteinte sexuelle|coups et blessures|ivresse publique|tapage|travail dissimule|non-representation|theft|larceny|assault|burglary|robbery|fraud|homicide|trespass|possession of|grand theft|petit theft");

    /// <summary>ICD-10 as hospitals code it: a letter, two digits, perhaps a point and more.</summary>
    public static ValueTest Icd { get; } = new("are ICD-10 codes", IsIcd);

    /// <summary>With the point: nothing else looks so, while A12 may be a shelf.</summary>
    public static ValueTest DottedIcd { get; } = new("are ICD-10 codes with a point", value => value.Contains('.') && IsIcd(value));

    public static ValueTest YesOrNo { get; } = new("say yes or no", In(YesNo));

    public static ValueTest GenderWord { get; } = new("are genders", In(GenderWords));

    public static ValueTest GenderCode { get; } = new("are genders or their codes", value => In(GenderWords)(value) || In(GenderCodes)(value));

    public static ValueTest Faith { get; } = new("are faiths", In(Faiths));

    public static ValueTest Party { get; } = new("are parties or political sides", In(Parties));

    public static ValueTest UnionName { get; } = new("are trade unions", value => In(Unions)(value) || (value.IndexOf(' ', StringComparison.Ordinal) is > 1 and var end && value.Length <= 40 && In(Unions)(value[..end])));

    public static ValueTest Origin { get; } = new("are ethnic origins", In(Origins));

    public static ValueTest Orientation { get; } = new("are sexual orientations", In(Orientations));

    public static ValueTest Nationality { get; } = new("are nationalities or countries", In(Nationalities));

    public static ValueTest Territory { get; } = new("are countries, départements or states", In(Territories));

    public static ValueTest Disease { get; } = new("are diseases or states of health", value => In(Diseases)(value) || In(BloodGroups)(value) || Holds(DiseaseStems, value));

    /// <summary>A disease by its whole name, as sentences are cut by it.</summary>
    public static ValueTest NamedDisease { get; } = new("are names of diseases", In(Diseases));

    public static ValueTest Animal { get; } = new("are animals or breeds of animals", In(Animals));

    public static ValueTest Offence { get; } = new("are offences", value => In(Offences)(value) || Starts(OffenceStems, value));

    public static ValueTest RsId { get; } = new("are genetic variants (rs numbers)", value => value.Length is >= 5 and <= 14 && value.StartsWith("rs", StringComparison.OrdinalIgnoreCase) && value.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0);

    public static ValueTest Genotype { get; } = new("are nucleotides", value => value.Length is >= 2 and <= 200 && value.AsSpan().IndexOfAnyExcept(Alphabets.Nucleotides) < 0 && value.AsSpan().ContainsAny("ACGT"));

    private static bool IsIcd(string value) =>
        value.Length is >= 3 and <= 7 && char.IsAsciiLetterUpper(value[0]) && char.IsAsciiDigit(value[1]) && char.IsAsciiDigit(value[2])
        && (value.Length == 3 || (value[3] == '.' ? value.Length > 4 && value.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0 : value.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0 && value.Length <= 5));

    private static Func<string, bool> In(FrozenSet<string> set) => value =>
    {
        if (value.Length is 0 or > 60) return false;
        Span<char> folded = stackalloc char[value.Length];
        return set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded[..Folding.Into(value, folded)]);
    };

    private static bool Starts(StemSet stems, string value)
    {
        if (value.Length is < 4 or > 80) return false;
        Span<char> folded = stackalloc char[value.Length];
        return stems.Begins(folded[..Folding.Into(value, folded)]);
    }

    /// <summary>At any of its words: type 2 diabetes, suspicion de tuberculose.</summary>
    private static bool Holds(StemSet stems, string value)
    {
        if (value.Length is < 4 or > 80) return false;
        Span<char> folded = stackalloc char[value.Length];
        ReadOnlySpan<char> text = folded[..Folding.Into(value, folded)];
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsLetter(text[i]) && (i == 0 || !char.IsLetter(text[i - 1])) && stems.Begins(text[i..])) return true;
        }

        return false;
    }

    private static FrozenSet<string> Set(string words) => words.Split('|').ToFrozenSet(StringComparer.Ordinal);
}
