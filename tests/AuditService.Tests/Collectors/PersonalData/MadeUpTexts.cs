using System.Globalization;
using AuditService.Collectors.PersonalData;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>Letters, notes of call centres and hospitals, forms: sentences with holes, filled with data of nobody. <c>{x}</c> is a hole; <c>{x:u}</c> in capitals.</summary>
internal sealed class MadeUpTexts(int seed)
{
    private static readonly string[] Templates =
    [
        "Bonjour, je m'appelle {name} et je souhaite modifier mon contrat. Vous pouvez me joindre au {phone} ou à {email}.",
        "{name}, né le {birth} à {town}, demeurant {address}, a déposé une réclamation.",
        "Appel de M. {surname} ce matin : il demande le remboursement sur l'IBAN {iban}.",
        "Mme {name} (NIR {nir}) est suivie depuis 2019 dans le service.",
        "Le patient {name} a été admis le 12/04/2023 pour une fracture du poignet. Médecin : Dr {surname}.",
        "Nom : {surname:u}\nPrénom : {given}\nDate de naissance : {birth}\nAdresse : {address}\nTél. : {phone}",
        "Merci de livrer au {address}. Contact sur place : {name}, {phone}.",
        "Le véhicule immatriculé {plate} appartient à {name}.",
        "Suite à notre échange, {name} confirme sa présence à la réunion du 3 mars 2024.",
        "Connexion depuis {ip} avec le compte {email} à 14:32:07.",
        "La carte {card} a été refusée lors du paiement de 129,90 EUR.",
        "Cordialement,\n{name}\nChargé de clientèle",
        "L'entreprise (SIRET {siret}) est représentée par Monsieur {name}.",
        "{reversed}, matricule agent, est affecté au bureau de {town}.",
        "Son numéro fiscal est {spi} ; elle réside {address}.",
        "Madame, Monsieur, par la présente je soussignée {name}, née le {birth}, atteste sur l'honneur résider au {address}.",
        "J'ai eu {name} au téléphone, elle rappellera demain au {phone}.",
        "De : {email}\nObjet : demande de rendez-vous\nBonjour, pouvez-vous me rappeler au {phone} ? {name}",
        "Témoignage recueilli auprès de {name}, voisine de la victime.",
        "Passeport n° {passport} délivré à {name}.",
        "Adresse MAC du poste : {mac}, utilisateur {name}.",
        "Le dossier fiscal {spi} de {name} est complet.",
        "Le dossier de {name} et celui de {name} sont à fusionner.",
        "Entretien avec {name} le 14 mars : bonne intégration.",
        "{name} sollicite un congé parental à compter de septembre.",
        "Absent : {name}. Présents : {name}, {name} et {name}.",
        "Plainte déposée par {name} contre {name}.",
        "Arrêt de travail prescrit à {name} par le docteur {surname}.",
        "Élève : {reversed} (classe de 5e B)",
        "Prise en charge de {initial} à son domicile.",
        "Dossier suivi par {initial}, poste 4512.",
        "Vu {name}, 43 ans, pour un renouvellement d'ordonnance.",
        "Remise des clés à {name} le 3 mai.",
        "Bien à vous,\n{name}",
        "Le locataire {name} n'a pas payé son loyer.",
        "La patiente {name} est sortie ce matin.",
        "{name} habite au troisième étage et souffre d'asthme.",
        "Entre les soussignés : {name}, demeurant à Lille, et {name}, demeurant à Metz.",
        "Bonjour {given}, votre commande est prête.",
        "Le docteur {surname} a reçu {name} en consultation.",
        "D'après {name}, le matériel était déjà cassé.",
    ];

    /// <summary>Sentences that hold nothing personal, though they look it.</summary>
    private static readonly string[] Innocent =
    [
        "La place de la République était pleine ce samedi 12 juin 2024.",
        "Le lycée Jean Moulin et l'hôpital Georges Pompidou rouvrent lundi.",
        "La commande 4532015112830366 partira de l'entrepôt de la rue Victor Hugo.",
        "La version 2.14.3.1 corrige trois défauts.",
        "Le service client est joignable au 0 800 123 456, appel gratuit.",
        "Une rose, une pierre et une marguerite ornaient la table.",
        "Le chiffre d'affaires atteint 75000 Euros en 2023, soit 12 500 de plus.",
        "Le produit AB12345 mesure 12,5 x 30 cm ; référence 732829321.",
        "Trois cours de piano et dix places sont encore disponibles.",
        "La loi du 6 janvier 1978 et le règlement du 27 avril 2016 s'appliquent.",
        "Monsieur le Maire et Madame la Directrice vous invitent à la cérémonie.",
        "Les résultats du 2e trimestre 2024 sont en hausse de 4,5 %.",
        "Paris, Lyon et Marseille concentrent la moitié des agences.",
        "Le contrat prend effet le 01/01/2024 et expire le 31/12/2026.",
        "La société Dassault Systèmes et le Crédit Agricole recrutent.",
        "Windows Server et Microsoft Azure sont à jour.",
        "Le Conseil Régional et la Chambre de Commerce ont voté.",
        "Une Renault CLIO et un Peugeot PARTNER sont au garage.",
        "Le rayon jardin de Leroy Merlin ouvre à 9 h.",
        "Audience du Tribunal Judiciaire, Chambre Sociale.",
        "Selon Météo France, il pleuvra.",
        "Son IBAN et son RIB sont attendus ; Max Pooling, Kim ANOVA.",
        "Signé : La Direction.",
        "Le logiciel Sage PAIE et le portail Chorus PRO sont indisponibles.",
        "Petit Robert et Grand Larousse sont au CDI.",
        "Tarte Tatin et Crème Brûlée au dessert.",
        "Restaurant Chez Paul, menu à 18 euros.",
        "Élection à Saint-Denis et à La Réunion.",
    ];

    private readonly Random random = new(seed);
    private readonly MadeUpPeople people = new(new Random(seed));

    public KnownText Next()
    {
        var template = people.Pick(Templates);
        if (random.Next(2) == 0) template = people.Pick(Innocent) + (random.Next(2) == 0 ? " " : "\n") + template;
        if (random.Next(3) == 0) template += " " + people.Pick(Innocent);

        var truth = new List<(int, int, PersonalDataCategory)>();
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < template.Length;)
        {
            if (template[i] != '{')
            {
                text.Append(template[i++]);
                continue;
            }

            var end = template.IndexOf('}', i);
            var (value, category) = Fill(template[(i + 1)..end]);
            if (category is { } known) truth.Add((text.Length, text.Length + value.Length, known));
            text.Append(value);
            i = end + 1;
        }

        return new(text.ToString(), truth);
    }

    private (string Value, PersonalDataCategory? Category) Fill(string hole) => hole switch
    {
        "name" => (random.Next(4) == 0 ? $"{people.GivenName()} {people.Surname().ToUpperInvariant()}" : people.FullName(), PersonalDataCategory.Name),
        "surname" => (people.Surname(), PersonalDataCategory.Name),
        "surname:u" => (people.Surname().ToUpperInvariant(), PersonalDataCategory.Name),
        "given" => (people.GivenName(), PersonalDataCategory.Name),
        "initial" => ($"{people.GivenName()[0]}. {people.Surname()}", PersonalDataCategory.Name),
        "reversed" => ($"{people.Surname().ToUpperInvariant()} {people.GivenName()}", PersonalDataCategory.Name),
        "town" => (people.Town(), null),
        "birth" => (random.Next(3) switch
        {
            0 => people.Birth().ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            1 => people.LongDate(people.Birth()),
            _ => people.Birth().ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
        }, PersonalDataCategory.BirthDate),
        "address" => (people.Address(), PersonalDataCategory.Address),
        "phone" => (Phone(), PersonalDataCategory.Phone),
        "email" => (people.Email(), PersonalDataCategory.Email),
        "iban" => (random.Next(2) == 0 ? people.Numbers.Iban() : string.Join(' ', people.Numbers.Iban().Chunk(4).Select(part => new string(part))), PersonalDataCategory.Iban),
        "nir" => (people.Numbers.Nir(random.Next(10) == 0), PersonalDataCategory.Nir),
        "plate" => (people.Numbers.Plate(), PersonalDataCategory.Plate),
        "ip" => (people.Numbers.Ip(), PersonalDataCategory.Ip),
        "mac" => (people.Numbers.Mac(), PersonalDataCategory.Mac),
        "card" => (people.Numbers.Card(), PersonalDataCategory.Card),
        "siret" => (people.Numbers.Siret(), PersonalDataCategory.Siret),
        "spi" => (people.Numbers.Spi(), PersonalDataCategory.Spi),
        "passport" => (people.Numbers.Passport(), PersonalDataCategory.Passport),
        _ => throw new ArgumentOutOfRangeException(nameof(hole), hole, "Unknown hole"),
    };

    private string Phone()
    {
        var phone = people.Numbers.Phone();
        return random.Next(4) switch
        {
            0 => phone,
            1 => string.Join('.', phone.Chunk(2).Select(pair => new string(pair))),
            2 => $"+33 {phone[1]} {string.Join(' ', phone[2..].Chunk(2).Select(pair => new string(pair)))}",
            _ => string.Join(' ', phone.Chunk(2).Select(pair => new string(pair))),
        };
    }
}
