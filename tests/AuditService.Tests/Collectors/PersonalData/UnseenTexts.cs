using System.Globalization;
using System.Text;
using AuditService.Collectors.PersonalData;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>Reports, tickets, log lines and letters with other sentences and words than <see cref="MadeUpTexts"/>; nothing is tuned on them. <c>{x}</c> is a hole.</summary>
internal sealed class UnseenTexts(int seed)
{
    private static readonly string[] Templates =
    [
        "Compte rendu : {name} se plaint de douleurs depuis trois jours, revoir Dr {surname} lundi.",
        "Attestation d'hébergement de Mme {surname}, {address}.",
        "[2025-03-11 08:14:55] WARN login échoué user={email} ip={ip}",
        "Le salarié {name} (n° de sécurité sociale {nir}) est en arrêt jusqu'au 14/05.",
        "Virement à effectuer sur {iban} au nom de {name}.",
        "Ticket #48213 - client injoignable au {phone}, relance envoyée à {email}",
        "Monsieur {name}, né le {birth}, demeure {address}.",
        "Livraison manquée chez {name}, {address}, tél {phone}.",
        "Paiement par carte {card} refusé, le porteur rappelle.",
        "Véhicule {plate} en stationnement gênant, propriétaire : {name}.",
        "La société immatriculée sous le SIRET {siret} est dirigée par Mme {name}.",
        "Bonjour {given}, les acomptes du contribuable {spi} sont prélevés.",
        "Signé : {name}, le 4 avril 2025",
        "Passeport numéro {passport} expirant en 2031, titulaire {name}",
        "Poste {mac} rattaché à {email}.",
        "Selon {name}, la réunion se tiendra sans {name}.",
    ];

    private static readonly string[] Innocent =
    [
        "La gare Saint-Jean et la rue Sainte-Catherine étaient fermées.",
        "Facture 2024-118 d'un montant de 1 284,50 EUR, échéance 30/06/2025.",
        "Le pont Jacques Chaban-Delmas rouvre mardi.",
        "Build 10.4.22.7 déployé en recette.",
        "Pharmacie Victor Hugo : ouverte de 9 h à 19 h.",
        "Trois candidats pour deux postes.",
        "Numéro vert 0 805 111 222.",
        "L'hôpital du Pr Lejeune recrute.",
        "Réf. catalogue 4970110099887 disponible.",
        "Le décret du 3 mars 2022 est abrogé.",
    ];

    private readonly Random random = new(seed);
    private readonly UnseenTables people = new((seed * 31) + 7);

    public KnownText Next()
    {
        var template = Templates[random.Next(Templates.Length)];
        if (random.Next(2) == 0) template = $"{Innocent[random.Next(Innocent.Length)]} {template}";
        if (random.Next(3) == 0) template += " " + Innocent[random.Next(Innocent.Length)];
        var (text, truth) = (new StringBuilder(), new List<(int, int, PersonalDataCategory)>());
        for (var i = 0; i < template.Length;)
        {
            var end = template.IndexOf('}', i);
            if (template[i] != '{' || end < 0)
            {
                text.Append(template[i++]);
                continue;
            }

            var (value, category) = Fill(template[(i + 1)..end]);
            truth.Add((text.Length, text.Length + value.Length, category));
            text.Append(value);
            i = end + 1;
        }

        return new(text.ToString(), truth);
    }

    private (string Value, PersonalDataCategory Category) Fill(string hole) => hole switch
    {
        "name" => (random.Next(3) == 0 ? $"{people.GivenName()} {people.Surname().ToUpperInvariant()}" : $"{people.GivenName()} {people.Surname()}", Name),
        "surname" => (people.Surname(), Name),
        "given" => (people.GivenName(), Name),
        "birth" => (people.Date().ToString(random.Next(2) == 0 ? "dd/MM/yyyy" : "d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR")), BirthDate),
        "address" => ($"{people.Line()}, {people.Code()} {people.Town()}", Address),
        "phone" => (string.Join(random.Next(2) == 0 ? " " : "", people.Numbers.Phone().Chunk(2).Select(pair => new string(pair))), Phone),
        "email" => (people.Mail(), Email),
        "iban" => (people.Numbers.Iban(), Iban),
        "nir" => (people.Numbers.Nir(), Nir),
        "plate" => (people.Numbers.Plate(), Plate),
        "ip" => (people.Numbers.Ip(), Ip),
        "mac" => (people.Numbers.Mac(), Mac),
        "card" => (people.Numbers.Card(), Card),
        "siret" => (people.Numbers.Siret(), Siret),
        "spi" => (people.Numbers.Spi(), Spi),
        "passport" => (people.Numbers.Passport(), Passport),
        _ => throw new ArgumentOutOfRangeException(nameof(hole), hole, "Unknown hole"),
    };
}
