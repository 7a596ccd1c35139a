using System.Collections.Frozen;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>The words by which French and English files name personal data, and those that take the meaning away.</summary>
internal static class HeaderLexicon
{
    private const string OnlineAddress = "mail|email|courriel|electronique|ip|mac|web|url|internet|site";

    /// <summary>A name of one of these is no person's name.</summary>
    private const string NamedThings = """
        produit|product|article|item|commune|ville|city|region|departement|dept|dep|pays|country|societe|entreprise|company|organisation|organization
        organisme|etablissement|ecole|school|lycee|college|universite|university|hopital|hospital|service|station|gare|arret|ligne|fichier|file|table
        colonne|column|champ|field|variable|projet|project|modele|model|marque|brand|categorie|category|type|rue|voie|street|quartier|equipe|team
        club|evenement|event|host|hote|serveur|server|domaine|domain|application|app|module|classe|class|groupe|group|cour|course|formation|diplome
        metier|poste|job|fonction|magasin|store|shop|boutique|restaurant|hotel|site|lieu|place|batiment|salle|bateau|navire|vehicule|film|movie|titre
        livre|album|song|jeu|game|espece|species|plante|medicament|drug|maladie|disease|fournisseur|supplier|vendor|banque|bank|feature|label|metric
        function|campagne|campaign|scientifique|commercial|court|long|dataset|tag|key|cle|iris|epci|canton|academie|zone|secteur|branche|division
        direction|agence|office|unite|activite|programme|theme|langue|language|couleur|color|device|machine|sensor|capteur|domaine|utilisateur|user
        mot|word|terme|lemme|lemma|token|vocabulaire|expression|tempete|storm|cyclone|etoile|star|planete|planet|satellite|minerai|roche|fleur|flower|arbre|tree
        compte|account|technique|code|parking|velo|aeroport|airport|port|musee|theatre|association|parti|syndicat|menu|plat|recette|ingredient|race
        """;

    /// <summary>What a role column (patient, vendeur, auteur ...) may name besides the person: then the values decide, or the column is an identifier.</summary>
    public const string Roles = """
        client|customer|patient|patiente|salarie|employe|employee|agent|candidat|candidate|beneficiaire|titulaire|adherent|usager|abonne|assure|allocataire
        eleve|etudiant|student|enseignant|professeur|teacher|auteur|author|responsable|vendeur|medecin|doctor|gestionnaire|collaborateur|conjoint|spouse
        tuteur|temoin|citoyen|interlocuteur|referent|signataire|proprietaire|locataire|contact|person|personne|individu|passager|passenger|manager|owner
        user|utilisateur|reviewer|conseiller|recruteur|donateur|donor|membre|member|participant|subject|sujet|stagiaire|apprenti|apprentie|resident|foyer
        menage|subscriber|visitor|visiteur|demandeur|declarant|requerant|plaignant|victime|mere|pere|mother|father|parent|enfant|child|worker|learner
        applicant|borrower|emprunteur|debiteur|creancier|heritier|avocat|juge|infirmier|infirmiere|praticien|chauffeur|driver|livreur|technicien
        operateur|operator|respondent|repondant|repondante|correspondant|destinataire|expediteur|recipient|sender|guest|player|joueur|athlete|username|salesperson|seller|senateur|depute|maire|ministre|elu|elue|acteur|actrice|actor|actress|realisateur|artiste|arbitre|coach|senator|mayor|rider
        licencie|licenciee|licensee|locatrice|pensionne|pensionnee|cavalier|detenu|detenue|prevenu|prevenue|accompagnant|aidant|aidante|parrain|marraine|filleul|redacteur|validateur
        approbateur|rapporteur|formateur|formatrice|animateur|animatrice|encadrant|directeur|directrice|presidente|tresorier|tresoriere|gerant|gerante|exploitant|dirigeant|actionnaire|notaire
        greffier|magistrat|voyageur|acheteur|acheteuse|buyer|payer|payee|debtor|creditor|beneficiary|holder|tenant|landlord|lessee|insured|policyholder|claimant|defendant|plaintiff|nurse|physician
        clinician|pupil|caregiver|sibling|defunt|defunte|assignee|reporter|approver|signatory|volunteer|benevole|vacataire|mandataire|delegue|souscripteur|cotisant|cotisante|pelerin
        """;

    public static FrozenSet<string> RoleWords { get; } = Words(Roles);

    /// <summary>Words of an order, a product, a measurement: a number under them is no identity, whatever sum it passes.</summary>
    public static FrozenSet<string> ForeignNumbers { get; } = Words(
        "commande|order|facture|invoice|ticket|ref|reference|produit|product|sku|lot|batch|serie|serial|ean|isbn|issn|gtin|upc|barcode|barre|article|item|transaction|tracking|suivi|colis|parcel|version|hash|md5|sha|checksum|timestamp|epoch|montant|amount|price|prix|quantite|quantity|mesure|measure|capteur|sensor|devis|quote|bon|livraison|shipment|stock|inventaire|modele|model|build|firmware|release|logiciel|software|revision|licence|hauteur|distance|surface|population|score|random|seed|compteur|counter|index|idx");

    /// <summary>Words that make a column a count, a rate or a mean of many people.</summary>
    public static FrozenSet<string> Measures { get; } = Words(
        "nb|nbr|nbre|nombre|count|cnt|total|totaux|taux|rate|pct|pourcentage|percent|percentage|part|proportion|share|moyenne|moyen|avg|average|mean|mediane|median|somme|sum|ratio|effectif|population|pop|habitant|evolution|densite|density|indice|variation|quartile|decile|ecart|std|variance|volume|frequence|cumul|budget|depense|recette|votant|exprime|suffrage|abstention|voix|%");

    /// <summary>Words under which a list of names tells how often each is borne.</summary>
    public static FrozenSet<string> Frequencies { get; } = Words("nb|nbr|nbre|nombre|count|cnt|total|pct|perct|pourcentage|percent|percentage|part|proportion|prop|share|effectif|frequence|frequency|freq|estimate|estimation|occurrence|naissance|birth|rang|rank|taux|rate|%");

    /// <summary>Words of a table of animals or plants.</summary>
    public static FrozenSet<string> Species { get; } = Words("species|espece|breed|cultivar|taxon|genus|oiseau|bird|animal");

    /// <summary>Words of a table of animals that somebody keeps, breeds or registers.</summary>
    public static FrozenSet<string> Husbandry { get; } = Words(
        "puce|microchip|pedigree|lof|loof|pelage|chenil|cheptel|troupeau|herd|elevage|etalon|stallion|jument|cheval|horse|poulain|taureau|vache|bovin|cattle|ovin|caprin|porcin|brebis|chien|dog|chiot|chaton|lapin|sterilise|sterilisee|spayed|castre|castree|haras|ruche");

    /// <summary>Machines whose addresses are nobody's.</summary>
    public static FrozenSet<string> Machines { get; } = Words("switch|vlan|router|routeur|onduleur|thermostat|capteur|sensor|automate|plc|machine|rssi|firmware|gateway|passerelle|node|noeud|balise|beacon|compteur");

    /// <summary>Things that have an age.</summary>
    public static FrozenSet<string> AgedThings { get; } = Words("batiment|building|immeuble|maison|house|logement|vehicule|voiture|car|machine|equipement|arbre|tree|navire|bateau|avion|pont|ouvrage|canalisation");

    /// <summary>Words of a dimension that aggregated tables are cut by.</summary>
    public static FrozenSet<string> Dimensions { get; } = Words(
        "commune|departement|dept|dep|region|academie|canton|epci|iris|quartier|insee|geo|territoire|zone|secteur|pays|country|annee|year|an|mois|month|trimestre|quarter|periode|period|semaine|week|date|jour|day|tranche|classe|categorie|category|libelle|city|ville|state|county|region|district|arrondissement|filiere|discipline|type|niveau");

    /// <summary>Attributes that only one person's row has.</summary>
    public static FrozenSet<string> PersonAttributes { get; } = Words(
        "age|marital|matrimoniale|matrimonial|married|profession|metier|job|occupation|employment|diplome|education|salaire|salary|income|revenu|prenom|embauche|hire|hired|sexe|sex|gender|civilite|naissance|dob|birth|race|ethnicity|patient|smoker|fumeur|pregnancies|bmi|imc|poids|weight|taille|height|loan|credit|absences|guardian|famsize|passenger|survived|attrition|tenure");

    /// <summary>A range of ages or incomes is a dimension of a count, not the age of a person.</summary>
    public static FrozenSet<string> Ranges { get; } = Words("tranche|classe|range|band|bracket|groupe|group|bin|quantile|categorie|category");

    /// <summary>Ends of a path that only wrap a value: what stands before them names it.</summary>
    public static FrozenSet<string> Wrappers { get; } = Words("value|values|valeur|valeurs|item|items|element|elements|list|liste|raw|data|string|str|content");

    /// <summary>Words of shops, schools, hospitals and other places that are nobody's home.</summary>
    public static FrozenSet<string> Establishments { get; } = Words(
        "magasin|store|shop|boutique|provider|etablissement|ecole|school|lycee|college|universite|university|hopital|hospital|clinique|clinic|station|gare|arret|stop|restaurant|hotel|agence|agency|entreprise|societe|company|enseigne|raison|finess|uai|incident|complaint|musee|museum|pharmacie|pharmacy|mairie|equipement|chantier|batiment|building|parking|borne|organisation|organization|organisme|association|fournisseur|supplier|vendor|pdv|franchise|branch|opening|amenity|site|depot|warehouse|entrepot|usine|factory|monument|bibliotheque|library|theatre|cinema|stade|piscine|bureau|office|venue|siege|employeur|employer|commerce|prestataire|garage|bar|cafe");

    /// <summary>Words of goods: a table that has them and no person lists things, and their names are names of things.</summary>
    public static FrozenSet<string> Goods { get; } = Words(
        "prix|price|sku|ean|stock|marque|brand|gamme|coloris|couleur|color|tarif|quantite|quantity|produit|product|article|ingredient|cepage|variete|dimension|poids|weight|reference|isbn|asin|rayon|collection|puissance|moteur|horsepower|cylindre|genre|publisher|editeur|studio|duree|duration|espece|species|vintage|millesime|conditionnement|vent|wind|altitude|elevation|magnitude|precipitation|pluie|place|couvert|terrasse|rr|tn|tx|orbite");

    /// <summary>What the body takes in or shows: a measure of wine or of a country's sales as well as of a patient.</summary>
    public static FrozenSet<string> Substances { get; } = Words("alcool|alcohol|tabac|cholesterol|chol|glucose|insulin|insuline|cancer|tumeur|tumor|vaccin|medicament|medication|prescription|stroke|chirurgie|hospitalisation|grossesse|drogue|thal|autonomie|sante|health|medical|medicale|disease|maladie|platelets|hemoglobin|creatinine|depression|diagnostic|diagnosis|handicap|consultation|addiction|dependance|allergie|allergy|symptome|symptom|traitement|invalidite|seizure|apnee|diabete|diabetes|hypertension|surgery|pregnancy|tabagisme|smoking|vih|hiv|sida|pmr|mobilite reduite|fauteuil roulant|wheelchair|reduced mobility|covid|incapacite|deficience|obesite|chimiotherapie|chemotherapy|hemoglobine|contraception|surdite|etat sante|trouble sante|probleme sante|psychologue|psychiatre|sick leave|sick day|jour maladie|conge maladie|absence maladie|arret travail|jour arret");

    /// <summary>Networks: alone they mean the name one bears there, with another word anything that is counted or shown there.</summary>
    public static FrozenSet<string> Networks { get; } = Words("twitter|instagram|discord|snapchat|tiktok|mastodon");

    /// <summary>A yes or no about a datum, or its date, format or state: not the datum.</summary>
    public static FrozenSet<string> About { get; } = Words("has|avec|is|est|valide|valid|verifie|verified|verif|confirme|confirmed|status|statut|optin|optout|opt|consentement|consent|accord|autorise|format|longueur|length|len|present|ok|flag");

    public static IReadOnlyList<HeaderCue> Cues { get; } =
    [
        new(Nir, 1, "nir|num secu|numero secu|no secu|securite sociale|secu sociale|secu|nss|ssn|social security|num ss|numero ss|no ss|nir13|insee num|insee numero|insee no|carte vitale|vitale|immatriculation sociale|num assure social", "commune|code|taux|nb|nombre"),
        new(Nir, 0.5, "insee", "commune|code|taux|nb|nombre|geo|dep|departement|population"),
        new(Siren, 1, "siren"),
        new(Siren, 0.6, "entreprise|societe|company|fournisseur|etablissement|organisme|employeur|rc|tiers", "nom|name|raison|libelle|type|adresse|ville"),
        new(Siret, 1, "siret"),
        new(Siret, 0.6, "entreprise|societe|company|fournisseur|etablissement|organisme|employeur|tiers|siren", "nom|name|raison|libelle|type|adresse|ville"),
        new(Vat, 1, "tva intra|tva intracommunautaire|num tva|numero tva|no tva|vat number|vat id|vat|code tva", "taux|rate|montant|amount"),
        new(Vat, 0.6, "tva", "taux|rate|montant|amount"),
        new(Iban, 1, "iban"),
        new(Iban, 0.6, "rib|compte bancaire|bank account|coordonnees bancaire|numero compte|num compte|no compte|account number|bancaire|prelevement"),
        new(Rib, 1, "rib|releve identite bancaire"),
        new(Rib, 0.6, "compte bancaire|bank account|coordonnees bancaire|numero compte|num compte|no compte|account number|bancaire"),
        new(Card, 1, "carte bancaire|carte bleue|card number|cardnumber|pan|cb|num cb|numero cb|credit card|cc number|ccnum|carte credit|carte paiement|payment card|num carte bancaire|card num|card no", "type|marque|brand|expir|expiration"),
        new(Card, 0.6, "carte|card|num carte|numero carte|paiement|payment", "type|marque|brand|expir|expiration|identite|vitale|fidelite|membre"),
        new(Passport, 1, "passeport|passport|num passeport|numero passeport|passport number", "date|expir|pays|type"),
        new(IdentityCard, 1, "cni|carte identite|identity card|id card|cin|carte nationale|num identite|numero identite|piece identite|national id|no identite|cnie", "date|expir|type"),
        new(DrivingLicence, 1, "permis conduire|driving licence|driver license|driving license|drivers license|num permis|numero permis|no permis|licence conduire|driver licence", "date|type|categorie|points"),
        new(DrivingLicence, 0.6, "permis|licence no|licence number", "date|type|categorie|points|construire|sejour|travail"),
        new(Plate, 1, "immatriculation|plaque|license plate|licence plate|registration plate|plaque immatriculation|immat|plate number|plate|num plaque", "date|sociale|pays"),
        new(Plate, 0.6, "vehicule|voiture|vehicle|car", "marque|modele|type|brand|model"),
        new(Ine, 1, "ine|identifiant national etudiant|identifiant national eleve|num ine|bea|rnie|num etudiant national|student national id"),
        new(Ine, 0.6, "etudiant|eleve|student|identifiant national|num etudiant|numero etudiant"),
        new(Rpps, 1, "rpps"),
        new(Rpps, 0.6, "identifiant pp|identification nationale pp|num pp|praticien|medecin|professionnel sante|prescripteur|identifiant national|ps"),
        new(Adeli, 1, "adeli"),
        new(Finess, 1, "finess|no finess|num finess|finess et|finess ej|finess juridique|finess geographique", "nom|name|libelle|raison|type"),
        new(Imei, 1, "imei|imeisv|num imei|numero imei"),
        new(Imsi, 1, "imsi|num imsi"),
        new(ResidencePermit, 1, "titre sejour|carte sejour|permis sejour|numero etranger|num etranger|no etranger|agdref|residence permit|resident permit|carte resident|visa number|num titre sejour", "date|expir|expiration|type|motif|validite|fin|debut"),
        new(CardCode, 1, "cvv|cvc|csc|cryptogramme|card security code|card verification|code verification carte|cvx"),
        new(Income, 1, "salaire|salary|revenu|income|remuneration|wage|wages|paie|paye|pension|retraite mensuelle|traitement brut|traitement net|salaire brut|salaire net|net imposable|net payer|net a payer|brut annuel|brut mensuel|annuel brut|net mensuel|base pay|gross pay|net pay|annual comp|annual compensation|traitement indiciaire|ressource mensuelle|ressource annuelle|ressource foyer|quotient familial|revenu fiscal|rfr|annual income|monthly income|montant allocation|allocation mensuelle|earnings",
            "moyen|moyenne|average|mean|mediane|median|type|tranche|date|source|grille|minimum|maximum|min|max|cat|categorie|statut|status|mode|frequence|national|capita|habitant|publicitaire|caisse|groupe"),
        new(UserAgent, 1, "user agent|useragent|navigateur|browser"),
        new(Age, 1, "age", "nb|nombre|tranche|classe|range|band|bracket|groupe|group|moyen|moyenne|average|mean|mediane|median|batiment|building|vehicule|voiture|car|house|housing|logement|bien|maison|compte|account|entreprise|company|categorie|category|min|max|minimum|maximum|limite|limit|bin|quantile|retraite|retirement|arbre|tree|from|to"),
        new(Spi, 1, "spi|numero fiscal|num fiscal|no fiscal|reference fiscale|identifiant fiscal|ref fiscale|fiscal|nif|tax number|tax id|tin|numfisc", "annee|year|revenu|part|parts|foyer"),
        new(Ip, 1, "ip|adresse ip|ip address|ipv|remote addr|client ip|ip addr|ip client|host ip|remote ip|source ip|src ip|dst ip|xff|forwarded", "version|count"),
        new(Ip, 0.6, "remote|host|addr|hote|origine|source|client|network|reseau|connexion"),
        new(Mac, 1, "mac|adresse mac|mac address|hwaddr|bssid|mac addr"),
        new(Mac, 0.6, "device|appareil|terminal|wifi|bluetooth"),
        new(Gps, 1, "gps|coordonnees gps|latitude|longitude|geoloc|geolocalisation|geo point|geopoint|position gps|coordinates|latlong|latlng|latlon|geolocation|geom"),
        new(Gps, 0.8, "lat|lon|lng"),
        new(Gps, 0.6, "long|coordonnees|position|localisation|location|coord|point|geo|place"),
        new(Url, 1, "url|lien|link|site web|website|linkedin|homepage|siteweb|uri|href|page web|web|portfolio|blog|github"),
        new(Username, 1, "uname|usrname|usr|user nm|login|pseudo|pseudonyme|username|nom utilisateur|user name|nickname|handle|screen name|identifiant connexion|compte utilisateur|userlogin|user login|logon|uid login", "date|last|nb|count|derniere|time"),
        new(Username, 0.9, "twitter|instagram|discord", "date|last|nb|count|derniere|time"),
        new(Username, 0.6, "identifiant|user|utilisateur|compte|account|nick|snapchat|tiktok|mastodon", "type|date|solde|balance|bancaire|agent|auxiliaire|general|generale|comptable|tiers|collectif|analytique|produit|charge|lib|libelle|debit|credit|lettrage|journal"),
        new(Password, 1, "pass hash|pw hash|hashed pass|password|passwd|pwd|mot passe|mdp|motpasse|motdepasse|password hash|hash mdp|passphrase|secret|pin code|code pin", "date|reset|expir|last|question"),
        new(Email, 1, "email|mail|courriel|mel|adresse mail|adresse electronique|adresse courriel|adr mail|couriel|messagerie"),
        new(Phone, 1, "telephone|tel|phone|mobile|portable|gsm|fax|num tel|cell|cellphone|tph|telmobile|telfixe|telecopie|telportable|whatsapp|msisdn", "type|modele|marque|os|brand|operateur"),
        new(Phone, 0.6, "contact|numero|num|joindre|appelant|appele|caller|called|callee|urgence|emergency"),
        new(BirthDate, 1, "date naissance|nele|neele|dob|birth date|birthdate|birthday|ddn|dnaissance|dt naissance|annee naissance|an naissance|birth year|year birth|date nee|date ne|anniversaire|dat naissance|nee|yob|date birth|datenaissance|bday|dtn|dnais|jour naissance|birth dt|born date|born on|born", "lieu|ville|commune|pays|dep|departement|nom|name|place|city|country|poids|weight|rang|order|nb|nombre|taux|rate|code"),
        new(BirthDate, 0.9, "naissance|birth|ne", "lieu|ville|commune|pays|dep|departement|nom|name|place|city|country|poids|weight|rang|order|nb|nombre|taux|rate|code|region|sexe|sex|acte|cp|conge|mois|month|heure|prime"),
        new(BirthPlace, 1, "lieu naissance|ville naissance|commune naissance|pays naissance|dep naissance|departement naissance|birth place|birthplace|place birth|city birth|birth city|birth country|country birth|born in|cp naissance|code naissance|region naissance|localite naissance|naissance lieu|lieunaissance", "date|nb|taux|nombre|rate"),
        new(Address, 1, "adresse|address|adresse postale|domicile|home address|street address|ligne adresse|adresse ligne|complement adresse|libelle voie|adr|domiciliation|adresse domicile|rue|street|numero voie|num voie|addr|lieu residence|adresse complete|complement adr|lieu dit|lib voie|nom voie|nom rue|street name", OnlineAddress + "|nb|type|code|id"),
        new(Address, 0.6, "residence|voie|livraison|facturation|lieu|localisation|location|habitation|logement", OnlineAddress + "|nb|type|code|id|date|naissance|montant"),
        new(PostalCode, 1, "code postal|cp|zip|zipcode|zip code|postal code|postcode|postal|cpostal|codepostal|codpost|cod postal|plz|code post|cdpost", "nb|naissance"),
        new(City, 1, "ville|commune|city|town|localite|municipality|ville residence|commune residence|libelle commune|nom commune|nom ville|bureau distributeur|municipalite", "code|id|nb|naissance|birth|born|taux|nombre|insee|population|num"),
        new(City, 0.5, "location|lieu|residence|bureau|localisation|loc", "code|id|nb|naissance|birth|born|travail|date"),
        new(LastName, 1, "nom famille|lastname|last name|surname|family name|nom naissance|nom usage|nom jeune fille|nom marital|nom patronymique|patronyme|maiden name|birth name|lname|nom epouse|nom conjoint|nomfamille|familyname|nom pere|nom mere|mothers maiden|second name|nom contact|nom parent|nom responsable|nom tuteur|nom enfant", NamedThings),
        new(LastName, 0.7, "nom|noms|nm|nom usuel", NamedThings + "|complet|prenom|domaine"),
        new(FirstName, 1, "prenom|firstname|first name|given name|forename|middle name|fname|givenname|christian name|deuxieme prenom|prenom usuel|prenom usage|prenoms", "nom prenom|nb|nombre|rang|annee|preusuel"),
        new(Name, 1, "nom complet|fullname|full name|nom prenom|prenom nom|identite|complete name|person name|nom personne|customer name|client name|employee name|patient name|nom client|nom patient|nom salarie|nom candidat|nom agent|nom beneficiaire|nom titulaire|student name|nomprenom|prenomnom|nom eleve|nom etudiant|contact name|author name|applicant name|worker name|nom auteur|display name|nom usager|nom adherent|nom medecin|nom destinataire|raison sociale nom|passenger name|owner name|manager name|nom employe|nom locataire|cardholder|account holder|porteur", "location|place|venue|lieu|numero|num|piece|carte|code|id|type|bancaire|file|fichier"),
        new(Name, 0.6, "name", NamedThings + "|location|venue|first|last|family|given|middle|maiden|birth|sur"),
        new(Gender, 1, "sexe|sex|gender|civilite|civility|salutation|civ|gendre|sexe patient|politesse", "orientation|nb|taux|partner|vie|ratio"),
        new(Gender, 0.6, "genre|titre|title|prefix|mention|sx", "film|livre|music|musique|book|movie|poste|job"),
        new(Nationality, 0.6, "nat|natio", "num|numero|no|id|code|identifiant"),
        new(Nationality, 1, "nationalite|nationality|citizenship|citoyennete|native country|pays origine|country origin|pays nationalite|pays citoyennete|foreign worker|country citizenship", "nb|taux|produit|product"),
        new(Child, 1, "prenom enfant|nom enfant|enfant age|age enfant|naissance enfant|enfant naissance|child name|child age|child birth|mineur|representant legal|responsable legal|autorite parentale|accord parental|parental consent|sexe enfant|enfant sexe|ecole enfant|enfant ecole|enfant classe|is minor|est mineur|minor", "nb|nombre|nbr|number|count|num|taux"),
        new(Child, 0.6, "enfant|child|nourrisson|bebe|kid|eleve|garde|creche", "nb|nombre|nbr|number|count|num|taux|charge|allocation|bed"),
        new(CustomerId, 1, "matricule|user id|userid|ipp|ipp patient|nip|cookie id|visitor id|gaid|idfa|device id|udid|subject id|participant id|client id|customer id|patient id|employee id|student id|member id|personid|person id|guid user|pseudo id|nda|iep|identifiant patient|identifiant client|identifiant salarie|anonymous id|advertising id|session id|dossier id"),
        new(Health, 1, "sante|health|diagnostic|diagnosis|pathologie|maladie|disease|allergie|allergy|groupe sanguin|blood|blood type|imc|bmi|handicap|disability|rqth|ald|arret maladie|grossesse|pregnancy|pregnancies|pregnant|enceinte|tabac|fumeur|smoker|smoking|tabagisme|alcool|alcohol|alcoholism|dalc|walc|diabete|diabetes|diabetic|hypertension|cholesterol|chol|glucose|insulin|insuline|tension arterielle|blood pressure|trestbps|thalach|heart disease|heart rate|cancer|tumeur|tumor|depression|vaccin|symptome|symptom|antecedents|antecedent|antecedents medicaux|hospitalisation|chirurgie|surgery|cim|icd|glycemie|creatinine|hba|vih|hiv|sida|medicament|medication|posologie|ordonnance|prescription|traitement medical|medical|medicale|medecin traitant|sante mentale|mental health|maternite|invalidite|inaptitude|accident travail|frequence cardiaque|asthme|asthma|stroke|avc|hemoglobin|platelets|seizure|dependance|gir|autonomie|restriction medicale|amenagement poste|addiction|drogue|cause deces|skin thickness|exang|oldpeak|thal|fbs|restecg|anaemia|ejection fraction|psychiatrique|ivg|pregnant|sterilite|motif consultation|consultation|resultat analyse|bilan sanguin|apnee|dialyse|epilepsie|handicape|traitement en cours|dys|dyslexie|dyscalculie|dyspraxie|dysphasie|tdah|autisme", "energie|energetique|performance|technique|animal|financier|financiere|immobilier|materiel|logement|systeme|system|api|check|reseau|budget|nb|assurance|prime|vehicule|plante|culture|assurance|sinistre"),
        new(Health, 1, "pmr|mobilite reduite|fauteuil roulant|wheelchair|reduced mobility", "acces|accessible|accessibilite|access|accessibility|place|quai|sanitaire|ascenseur|equipement|rampe|toilette|parking|boarding|nb|taux"),
        new(Health, 1, "mdph|aah|taux incapacite|incapacite|surdite|deficience|obesite|comorbidite|comorbidity|comorbidities|chimiotherapie|chemotherapy|serologie|test covid|covid|diag|diag principal|diagnostic principal|hospitalise|motif hospit|motif admission|etat sante|health status|trouble sante|probleme sante|medical condition|prise en charge medicale|suivi psychologique|psychologue|psychiatre|hemoglobine|contraception|menopause|mi temps therapeutique|sick leave|sickness absence|absence maladie|jour maladie|sick day|medical leave|maternity leave|conge maladie|arret travail|jour arret|dx|effet secondaire|effet indesirable|side effect|adverse event|adverse reaction", "nb|taux|budget|cas|date|reseau|panne|vehicule|machine|hospitalises"),
        new(Health, 0.6, "traitement|treatment|regime|diet|soin|soins|medecin|condition|tension|allaitement|arret|absence motif|motif absence|atc|service hospitalier|reason absence|outcome|pai", "donnees|data|image|texte|date|statut|dechets|eau|nom|name|indiciaire|brut|net|salaire|paie|paye|fonctionnaire|annuel|mensuel|montee|descente|depart|arrivee|bus|tram|metro|gare|ligne|station|stop|voyage|quai|desserte|destination|origine|transport"),
        new(Religion, 1, "religion|croyance|confession|religieux|religieuse|religious|faith|culte|appartenance religieuse|regime alimentaire|halal|casher|cacher|denomination religieuse|bapteme|baptise|baptisee|pratiquant|ramadan|kosher|kasher|repas confessionnel", "code|nb|taux|lieu"),
        new(Politics, 1, "politique opinion|opinion politique|parti politique|political|political party|affiliation politique|political affiliation|intention vote|sympathie politique|orientation politique|adhesion parti|parti|vote presidentielle|political views|political orientation|appartenance politique|preference politique|vote intention|etiquette politique|tendance politique|bord politique|sensibilite politique|mouvement politique|militant politique|candidat soutenu|party affiliation", "tarifaire|commercial|prix|retour|nb|taux|voix|score|prenante"),
        new(Politics, 0.6, "nuance|groupe politique", "couleur|teinte|color"),
        new(Politics, 0.5, "vote|politique", "average|count|nb|voix|taux|retour|tarifaire|id|commercial|confidentialite|up|down"),
        new(PersonalDataCategory.Union, 1, "syndicat|syndical|syndicale|adhesion syndicale|appartenance syndicale|trade union|union membership|union member|labor union|cotisation syndicale|mandat syndical|delegue syndical|cotis syndicat|adherent syndicat|syndique|is union", "copropriete|initiative|mixte|eau|nb|taux|copro"),
        new(PersonalDataCategory.Union, 0.6, "union", "type|set|european|join|id|civile"),
        new(Ethnicity, 1, "race|ethnie|ethnicity|ethnic|origine ethnique|ethnic group|origine raciale|appartenance ethnique|groupe ethnique|racial|couleur peau|skin color|caste|race ethnicity|racegroup", "id|animal|chien|chat|bovin|time|date|distance|course|name|nom|round"),
        new(Ethnicity, 0.5, "origine|origin", "produit|product|pays|country|code|fichier|source|commande|url|destination|donnees|contact|lead|client|gare|airport"),
        new(SexLife, 1, "orientation sexuelle|vie sexuelle|sexual orientation|sex life|sexuality|sexualite|sexual|sexuelle|partenaire sexe|sexe partenaire|partner sex|lgbt|identite genre|gender identity|transgenre|transidentite|identite sexuelle|preference sexuelle|sexual preference|transsexuel|vie intime"),
        new(Biometric, 1, "biometrie|biometric|empreinte digitale|empreintes digitales|iris template|face embedding|face encoding|voiceprint|voice print|fingerprint|gabarit|template biometrique|reconnaissance faciale|empreinte vocale|faceid|visage|embedding visage|retina|minutiae|palm print|palmprint|palm vein", "carbone|ssh|browser|hash|key|cle|code"),
        new(Genetic, 1, "genetique|genetic|adn|dna|genotype|snp|rsid|genome|allele|mutation genetique|brca|chromosome|karyotype|haplotype|gene|variant genetique|sequence adn|rs"),
        new(Offence, 1, "casier|casier judiciaire|condamnation|infraction|offence|offense|conviction|crime|criminal|criminal record|arrest|recid|recidivism|recidive|is recid|jail|prison|felony|fel|misd|prior|charge degree|charge desc|priors|delit|penal|peine|judiciaire|antecedents judiciaires|garde vue|ecrou|incarceration|detention|sentence|parole|probation|mise examen|sanction penale|contravention|amende penale|violent recid|juv|plainte|ordonnance protection|natinf|mandat depot|mis cause|mise cause|bracelet electronique|violence conjugale|fait reproche|faits reproche|gav|nature faits|type faits|qualification penale|antecedents penaux|rap sheet|charged with|criminal history", "gare|station|nb|taux|procedure|text|word|length"),
        new(Offence, 0.6, "sanction|charge|violation|fraude|fraud", "electrique|montant|battery|frais|mentale|travail|prise|nb|capacite|type|patronale|salariale|salariales|patronales"),
        new(FreeText, 0.9, "commentaire|comment|remarque|remark|observation|avis|message|verbatim|feedback|review|lettre motivation|cv|bio|biographie|transcript|transcription|conversation|prompt|compte rendu|note libre|texte libre|free text|resume cv|reclamation|appreciation|suggestion|temoignage|rapport|plaidoyer|annotation|notes|email body|corps|transcrit"),
        new(FreeText, 0.6, "motif|texte|text|contenu|content|body|reponse|response|question|libre|explication|justification|input|output|instruction|completion|dialogue|utterance|post|tweet"),
        new(FreeText, 0.5, "note|description|objet|detail|resume|summary|abstract|histoire|history|raison|libelle"),
    ];

    /// <summary>Identifiers of people made of a word of number and a role: <c>id_client</c>, <c>NumAdherent</c>, <c>code_patient</c>.</summary>
    public static FrozenSet<string> IdentifierWords { get; } = Words("id|num|numero|no|ref|reference|code|identifiant|matricule|uuid|key|cle|number|pk|fk|identifier|n|guid|hash|pseudo|token");

    /// <summary>What a <c>name</c> may name besides a person.</summary>
    public static FrozenSet<string> ThingWords { get; } = Words(NamedThings);

    /// <summary>All words known here: what a glued header can be cut into.</summary>
    public static FrozenSet<string> Vocabulary { get; } = Cues
        .SelectMany(cue => cue.Phrases.Concat(cue.Unless))
        .SelectMany(phrase => phrase.Split(' '))
        .Concat(RoleWords).Concat(ForeignNumbers).Concat(Measures).Concat(Dimensions).Concat(PersonAttributes).Concat(About).Concat(IdentifierWords)
        .Concat(Establishments).Concat(Goods).Concat(Husbandry)
        .Concat(NamedThings.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(word => word.Length > 1)
        .ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Words(string text) =>
        text.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
}
