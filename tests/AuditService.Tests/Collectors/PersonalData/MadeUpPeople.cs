using System.Globalization;
using System.Text;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>
/// People who do not exist. One surname in two and one given name in six are put together from syllables or rare enough to be in no word list:
/// what is measured is not the list.
/// </summary>
internal sealed class MadeUpPeople(Random random)
{
    private static readonly string[] Given =
        ["Marie", "Jean", "Sophie", "Thomas", "Nathalie", "Julien", "Fatima", "Mohamed", "Léa", "Hugo", "Chloé", "Lucas", "Aïcha", "Karim", "Élodie", "Nicolas", "Jean-Pierre", "Marie-Claude", "Inès", "Yanis", "Amélie", "Sébastien", "Aurélie", "François", "Véronique", "Mamadou", "Aminata", "Linh", "Maëlys", "Théo", "Camille", "Dominique", "Anne-Sophie", "Ousmane", "Gwenaëlle", "Jérôme"];

    private static readonly string[] RareGiven = ["Gontran", "Hildegarde", "Théodule", "Zéphyrine", "Aloïs", "Ermeline", "Kéziah", "Tijani", "Solveig", "Oriana", "Wenceslas", "Ysée"];

    private static readonly string[] Surnames =
        ["Martin", "Bernard", "Dubois", "Lefèvre", "Moreau", "Garcia", "Benali", "Diallo", "Nguyen", "Le Goff", "Da Silva", "Roux", "Fontaine", "Chevalier", "Bensaïd", "Traoré", "Marchand", "Picard", "Hernandez", "Kowalski", "Lemaire", "Robin", "Petit", "Leroy", "Vasseur", "N'Diaye", "de La Tour", "El Amrani", "Perrin", "Masson"];

    private static readonly string[] Heads = ["Bra", "Char", "Vau", "Mont", "Bel", "Gar", "Ro", "Fla", "Cler", "Dar", "Pou", "Tri", "Lan", "Mou", "Ser", "Quer", "Bou", "Fre"];
    private static readonly string[] Middles = ["ba", "che", "li", "ver", "ga", "to", "ri", "ne", "ma", "do"];
    private static readonly string[] Tails = ["rd", "ot", "eau", "in", "et", "ier", "ault", "on", "aud", "oux", "ez", "ard"];
    private static readonly string[] Kinds = ["rue", "avenue", "boulevard", "place", "impasse", "allée", "chemin", "quai", "route", "Rue", "av.", "bd", "square", "cours"];
    private static readonly string[] Streets = ["de la République", "Victor Hugo", "des Lilas", "du Général de Gaulle", "Jean Jaurès", "de l'Église", "du 8 mai 1945", "Pasteur", "des Écoles", "de Bretagne", "du Moulin", "Gambetta", "de la Gare", "Saint-Michel", "des Acacias", "Louis Aragon", "de la Paix"];
    private static readonly string[] Towns = ["Paris", "Lyon", "Marseille", "Toulouse", "Saint-Étienne", "Le Mans", "Villeurbanne", "Montreuil", "Aix-en-Provence", "La Rochelle", "Quimper", "Trifouillis-sur-Seine", "Belmont", "Clermont-Ferrand", "Rueil-Malmaison", "Saint-Jean-de-Braye", "Nîmes", "Plougastel"];
    private static readonly string[] Sites = ["exemple.fr", "example.com", "orange.fr", "free.fr", "gmail.com", "laposte.net", "mairie-lyon.fr", "univ-paris.fr", "hotmail.com"];
    private static readonly string[] Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    public MadeUpIdentifiers Numbers { get; } = new(random);

    public string GivenName() => random.Next(6) == 0 ? Pick(RareGiven) : Pick(Given);

    public string Surname() => random.Next(2) == 0 ? Pick(Surnames) : Pick(Heads) + (random.Next(2) == 0 ? Pick(Middles) : "") + Pick(Tails);

    public string FullName() => $"{GivenName()} {Surname()}";

    public string Street() => $"{random.Next(1, 250)}{(random.Next(8) == 0 ? " bis" : "")}{(random.Next(4) == 0 ? "," : "")} {Pick(Kinds)} {Pick(Streets)}";

    public string Town() => Pick(Towns);

    public string PostalCode() => $"{random.Next(1, 96):00}{random.Next(0, 990):000}";

    public string Address() => $"{Street()}, {PostalCode()} {Town()}";

    public DateOnly Birth() => new DateOnly(1940, 1, 1).AddDays(random.Next(365 * 66));

    public string LongDate(DateOnly date) => $"{date.Day} {Months[date.Month - 1]} {date.Year}";

    public string Email() => $"{Plain(GivenName())}{Pick([".", "_", ""])}{Plain(Surname())}{(random.Next(3) == 0 ? random.Next(99).ToString(CultureInfo.InvariantCulture) : "")}@{Pick(Sites)}";

    public string Login() => $"{Plain(GivenName())[..1]}{Plain(Surname())}{random.Next(100)}";

    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private static string Plain(string text) =>
        new([.. text.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);
}
