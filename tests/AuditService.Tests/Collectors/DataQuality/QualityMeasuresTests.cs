using System.Globalization;
using System.Text;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.Datasets;
using AuditService.Tests.Collectors.Datasets;
using CsCheck;
using DuckDB.NET.Data;

namespace AuditService.Tests.Collectors.DataQuality;

public sealed class QualityMeasuresTests : IDisposable
{
    private static readonly string[] Towns = ["Lyon", "Nice, vieille ville", ""];

    private static readonly Gen<(int Age, string Sex, string Town)> Person = Gen.Select(Gen.Int[20, 24], Gen.Int[0, 1].Select(i => i == 0 ? "F" : "M"), Gen.Int[0, 2].Select(i => Towns[i]));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_smallest_class_the_unique_and_the_small_ones_are_counted_exactly()
    {
        // Classes of 7, 4 and 1: eleven rows are not alone, five are in classes below five.
        var rows = Enumerable.Repeat("30;F;69001", 7).Concat(Enumerable.Repeat("31;F;69001", 4)).Append("90;M;13005");
        var figures = Measure("a.csv", "age;sexe;code_postal\n" + string.Join('\n', rows), new(["age", "sexe", "code_postal"])).KAnonymity!;

        Assert.Equal((1, 3), (figures.K, figures.Classes));
        Assert.Equal(1 / 12.0, figures.UniqueShare, 12);
        Assert.Equal(5 / 12.0, figures.Below5Share, 12);
        Assert.Equal(3 / 12.0, figures.AverageRisk, 12);
        Assert.Equal(["age"], figures.SmallestRevealing);
    }

    [Fact]
    public void Classes_are_those_that_a_count_by_hand_gives_whatever_the_rows() => Gen.Select(Person.Array[1, 60], Gen.Int[0, 1000]).Sample(
        (people, seed) =>
        {
            var shuffled = people.ToArray();
            new Random(seed).Shuffle(shuffled);
            var classes = people.GroupBy(person => person).Select(one => one.Count()).ToList();
            foreach (var order in new[] { people, shuffled })
            {
                var figures = Measure("p.csv", "age,sexe,ville\n" + string.Concat(order.Select(person => $"{person.Age},{person.Sex},\"{person.Town}\"\n")), new(["age", "sexe", "ville"])).KAnonymity!;
                Assert.Equal((classes.Min(), classes.Count), (figures.K, figures.Classes));
                Assert.Equal((double)classes.Count(size => size == 1) / people.Length, figures.UniqueShare, 12);
                Assert.Equal((double)classes.Where(size => size < 5).Sum() / people.Length, figures.Below5Share, 12);
            }
        },
        iter: 25,
        // One file of one name.
        threads: 1);

    [Fact]
    public void The_diversity_of_a_sensitive_column_is_that_of_its_poorest_class()
    {
        // Two classes of six; religion is one value in the first, half and half in the second.
        var rows = Enumerable.Range(0, 12).Select(i => $"{(i < 6 ? 30 : 40)};F;{(i < 6 || i % 2 == 0 ? "catholique" : "musulmane")}");
        var diversity = Assert.Single(Measure("a.csv", "age;sexe;religion\n" + string.Join('\n', rows), new(["age", "sexe"])).KAnonymity!.Sensitive);

        Assert.Equal(("religion", 1, 0.5), (diversity.Column, diversity.L, diversity.SingleValueShare));
        // Nine of twelve against six of six, and against three of six: a quarter both times.
        Assert.Equal(0.25, diversity.T, 9);
    }

    [Fact]
    public void Disparate_impact_and_error_gaps_are_those_planted_and_small_groups_are_shown_only()
    {
        var text = new StringBuilder("sexe;verite;prediction\n");
        Add("F", favourable: 100, hits: 60, others: 100, alarms: 20);
        Add("M", favourable: 100, hits: 90, others: 100, alarms: 10);
        Add("X", favourable: 5, hits: 0, others: 5, alarms: 0);
        var figures = Measure("a.csv", text.ToString(), new([], "verite", "prediction", "sexe", "oui")).Fairness!;

        Assert.Equal(0.4 / 0.5, figures.DisparateImpact!.Value, 12);
        Assert.Equal(1, figures.LabelDisparateImpact!.Value, 12);
        Assert.Equal(0.1, figures.StatisticalParityDifference!.Value, 12);
        Assert.Equal(0.3, figures.EqualOpportunityDifference!.Value, 12);
        Assert.Equal(0.3, figures.EqualisedOddsDifference!.Value, 12);
        Assert.Equal(0.9 - 0.75, figures.PredictiveValueDifference!.Value, 12);
        Assert.Equal([("F", 200L, true), ("M", 200L, true), ("X", 10L, false)], figures.Groups.Select(group => (group.Value, group.Size, group.Conclusive)));
        Assert.Equal((0.4, 0.6, 0.2), (figures.Groups[0].PositiveRate, figures.Groups[0].TruePositiveRate, figures.Groups[0].FalsePositiveRate));

        void Add(string group, int favourable, int hits, int others, int alarms)
        {
            for (var i = 0; i < favourable; i++) text.Append(CultureInfo.InvariantCulture, $"{group};oui;{(i < hits ? "oui" : "non")}\n");
            for (var i = 0; i < others; i++) text.Append(CultureInfo.InvariantCulture, $"{group};non;{(i < alarms ? "oui" : "non")}\n");
        }
    }

    [Fact]
    public void A_model_that_always_refuses_is_shown_beside_what_is_true()
    {
        var rows = Enumerable.Range(0, 80).Select(i => i % 2 == 0 ? "A;1;0" : "B;0;0");
        var figures = Measure("a.csv", "g;y;p\n" + string.Join('\n', rows), new([], "y", "p", "g", "1")).Fairness!;

        Assert.Null(figures.DisparateImpact);
        Assert.Equal(0, figures.LabelDisparateImpact);
        Assert.Equal(0, figures.Groups.Single(group => group.Value == "A").TruePositiveRate);
    }

    [Fact]
    public void Whole_numbers_of_few_values_are_ranked_as_they_are_too()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 60).Select(i => $"{random.Next(7) + (i % 2 == 0 ? 0 : 5)};{i % 2}").ToList();
        var pairs = rows.Select(row => row.Split(';').Select(int.Parse).ToArray()).ToList();
        var (ones, zeros) = (pairs.Where(pair => pair[1] == 1).ToList(), pairs.Where(pair => pair[1] == 0).ToList());
        var expected = ones.Average(one => zeros.Average(zero => one[0] > zero[0] ? 1 : one[0] == zero[0] ? 0.5 : 0));

        Assert.InRange(Measure("a.csv", "s;label\n" + string.Join('\n', rows), QualityOptions.None).Leakage.Single().Auc, Math.Round(expected, 4), 1);
    }

    [Fact]
    public void Two_small_groups_are_compared_and_nothing_is_concluded()
    {
        var figures = Measure("a.csv", "sexe;avis\nF;oui\nF;non\nF;non\nF;non\nM;oui\nM;oui\nM;non\nM;non\n", new([], Prediction: "avis", Protected: "sexe", Positive: "oui")).Fairness!;

        Assert.Equal(0.5, figures.DisparateImpact);
        Assert.False(figures.Conclusive);
    }

    [Theory]
    [InlineData(5, 10, 0.236593, 0.763407)]
    [InlineData(0, 10, 0, 0.277533)]
    [InlineData(10, 10, 0.722467, 1)]
    public void The_interval_is_Wilsons(long successes, long of, double low, double high) => Assert.Equal([low, high], Fairness.Wilson(successes, of)!);

    [Fact]
    public void Nothing_favourable_is_guessed_from_words_that_do_not_say_yes()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"{(i % 2 == 0 ? "F" : "M")};{(i % 3 == 0 ? "retenu" : "refus")}");
        var quality = Measure("a.csv", "sexe;prediction\n" + string.Join('\n', rows), new([], Prediction: "prediction", Protected: "sexe"));

        Assert.Null(quality.Fairness);
        Assert.Contains(quality.Notes, note => note.En.Contains("favourable value", StringComparison.Ordinal));
    }

    [Fact]
    public void A_planted_leak_is_seen_and_a_constant_a_number_of_ones_own_and_a_harmless_category_tell_nothing()
    {
        var random = new Random(11);
        var rows = Enumerable.Range(0, 3_000).Select(i =>
        {
            var y = random.Next(10) < 3 ? 1 : 0;
            // The middle range tells all and no order of the values does.
            var hidden = y == 1 ? 40 + random.Next(20) : (random.Next(2) == 0 ? random.Next(40) : 60 + random.Next(40));
            return $"{y};{(y == 1 ? "refus" : random.Next(2) == 0 ? "solde" : "départ")};{hidden};x;R{random.NextInt64(1_000_000_000)};v{random.Next(300)};{random.Next(2_000)};{(y == 1 ? "2024-05-0" + (1 + random.Next(9)) : "")}";
        });
        var leakage = Measure("a.csv", "label;motif;score;constante;ref;ville;montant;date_refus\n" + string.Join('\n', rows), QualityOptions.None).Leakage.ToDictionary(found => found.Column, found => found.Auc, StringComparer.Ordinal);

        foreach (var leak in new[] { "motif", "score", "date_refus" }) Assert.InRange(leakage[leak], 0.97, 1);
        foreach (var harmless in new[] { "constante", "ref", "ville", "montant" }) Assert.InRange(leakage[harmless], 0.44, 0.56);
    }

    [Fact]
    public void What_annotators_say_leaks_no_label()
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"{i % 2};{i % 2};{i % 3}");
        var quality = Measure("a.csv", "fraude;annot1;x\n" + string.Join('\n', rows), new([], Label: "fraude", Guesses: false) { Annotations = ["annot1"] });

        Assert.Equal(["x"], quality.Leakage.Select(found => found.Column));
    }

    [Fact]
    public void Copies_that_another_program_wrote_otherwise_are_shared_rows()
    {
        string Rows(int from, Func<int, string> row) => "note,ville,achat,lettre\n" + string.Concat(Enumerable.Range(from, 60).Select(i => row(i) + "\n"));
        var train = folder.Write("train.csv", Rows(0, i => $"{i}.5,Le Mans {i % 7},{12 + i},{(char)('a' + (i % 26))}"));
        var test = folder.Write("test.csv", Rows(20, i => $"{i}.5000,LE MANS {i % 7},{12 + i}.0,{(char)('A' + (i % 26))} "));

        var readings = Measures().Measure([(train, "train.csv", QualityOptions.None), (test, "test.csv", QualityOptions.None)], CancellationToken.None);

        Assert.Equal((40L, true), (readings[1].Contamination[0].SharedRows, readings[1].Contamination[0].Conclusive));
    }

    [Fact]
    public void A_label_of_too_few_rows_leaves_leakage_open()
    {
        var quality = Measure("a.csv", "label;x\n1;a\n0;b\n1;a\n", QualityOptions.None);
        Assert.Empty(quality.Leakage);
        Assert.Contains(quality.Notes, note => note.En.Contains("at least two values", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "allColumns")]
    [InlineData(100_000, "withoutCounters")]
    public void Copied_rows_are_counted_on_both_sides_numbered_anew_or_not(int renumbered, string basis)
    {
        static string Row(int id, int i) => $"{id},{20 + (i % 40)},Lyon,{1_500 + (7 * i)},{i % 35}\n";
        var train = folder.Write("train.csv", "id,age,city,wage,hours\n" + string.Concat(Enumerable.Range(0, 400).Select(i => Row(i, i))));
        // 40 rows of the training set, then 60 of their own.
        var test = folder.Write("test.csv", "hours,id,age,city,wage\n" + string.Concat(Enumerable.Range(0, 100).Select(i => i < 40 ? Row(i + renumbered, i) : Row(i + renumbered, i + 5_000)).Select(row =>
        {
            var cells = row.TrimEnd().Split(',');
            return $"{cells[4]},{cells[0]},{cells[1]},{cells[2]},{cells[3]}\n";
        })));
        var readings = Measures().Measure([(train, "train.csv", QualityOptions.None), (test, "test.csv", QualityOptions.None)], CancellationToken.None);

        Assert.Equal([("test.csv", 40L, basis, true)], readings[0].Contamination.Select(Told));
        Assert.Equal([("train.csv", 40L, basis, true)], readings[1].Contamination.Select(Told));

        static (string, long, string, bool) Told(Contamination found) => (found.With, found.SharedRows, found.Basis, found.Conclusive);
    }

    [Fact]
    public void Rows_of_coarse_codes_are_equal_by_chance_and_that_is_said()
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"{i % 2},{i % 3},{i % 5}\n"));
        var readings = Measures().Measure([(folder.Write("a.csv", "a,b,c\n" + rows), "a.csv", QualityOptions.None), (folder.Write("b.csv", "a,b,c\n" + rows), "b.csv", QualityOptions.None)], CancellationToken.None);
        Assert.Equal((300, false), (readings[0].Contamination[0].SharedRows, readings[0].Contamination[0].Conclusive));
    }

    [Fact]
    public void Drift_is_the_stability_index_of_the_reference_s_values()
    {
        static string Rows(int a, int b) => "type\n" + string.Concat(Enumerable.Repeat("a\n", a)) + string.Concat(Enumerable.Repeat("b\n", b));
        var readings = Measures().Measure([(folder.Write("a.csv", Rows(500, 500)), "a.csv", QualityOptions.None), (folder.Write("b.csv", Rows(750, 250)), "b.csv", QualityOptions.None)], CancellationToken.None);

        var drift = Assert.Single(Assert.Single(readings[1].Drift).Columns);
        Assert.Equal((0.25 * Math.Log(1.5)) - (0.25 * Math.Log(0.5)), drift.Psi, 6);
        Assert.Empty(readings[0].Drift);
    }

    [Fact]
    public void Numbers_drift_by_tenths_of_the_reference_and_the_same_numbers_do_not()
    {
        var same = "x\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{(i * 37 % 1000) / 10.0}\n"));
        var shifted = "x\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{50 + ((i * 37 % 1000) / 10.0)}\n"));
        var (a, b, c) = (folder.Write("a.csv", same), folder.Write("b.csv", same), folder.Write("c.csv", shifted));
        var readings = Measures().Measure([(a, "a", QualityOptions.None), (b, "b", QualityOptions.None), (c, "c", QualityOptions.None)], CancellationToken.None);

        Assert.Equal(0, readings[1].Drift[0].Columns[0].Psi, 6);
        Assert.True(readings[2].Drift[0].Columns[0].Psi > 1);
    }

    [Fact]
    public void What_stands_for_nothing_is_counted_apart_and_a_scale_around_zero_is_none()
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"{(i < 3 ? 999 : 20 + (i % 50))};{(i < 4 ? "N/A" : i < 6 ? "?" : i < 7 ? "inconnu" : i < 9 ? " " : "ok")};{(i % 3) - 1};{(i < 2 ? "1900-01-01" : "2020-02-03")}");
        var quality = Measure("a.csv", "age;etat;avis;date\n" + string.Join('\n', rows), QualityOptions.None);

        Assert.Equal([3, 7, 0, 2], quality.DisguisedMissing.Values);
        Assert.Equal(1 - (2 / 60.0), quality.Completeness["etat"]!.Value, 12);
        Assert.Equal(1, quality.Completeness["age"]);
    }

    [Fact]
    public void Columns_that_contradict_each_other_are_counted()
    {
        var rows = Enumerable.Range(0, 50).Select(i => $"2024-0{(i < 4 ? 9 : 3)}-01;2024-05-01;{(i == 7 ? 20 : 2024 - 1960 - (i % 30) - (i % 2))};{1960 + (i % 30)}-06-15");
        var found = Measure("a.csv", "date_debut;date_fin;age;date_naissance\n" + string.Join('\n', rows), QualityOptions.None).Inconsistencies;

        Assert.Equal([("startAfterEnd", 50L, 4L), ("ageAndBirth", 50L, 1L)], found.Select(one => (one.Kind, one.Compared, one.Rows)));
    }

    [Fact]
    public void Spellings_of_one_category_are_counted_and_signs_that_tell_two_apart_are_not()
    {
        string[] towns = ["LILLE", "lille", "Saint Denis", "Saint-Denis"];
        var rows = Enumerable.Range(0, 120).Select(i => $"{(i < 60 ? "Lille" : i < 100 ? "Saint-Denis" : towns[i % 4])};{(i % 2 == 0 ? "A+" : "A-")}");
        var found = Measure("a.csv", "ville;groupe\n" + string.Join('\n', rows), QualityOptions.None).Inconsistencies;

        Assert.Equal([("spellings", "ville", 120L, 15L)], found.Select(one => (one.Kind, one.Columns[0], one.Compared, one.Rows)));
    }

    [Fact]
    public void Nobody_is_born_in_the_years_to_come()
    {
        var rows = Enumerable.Range(0, 40).Select(i => $"Martin;{(i < 3 ? 2190 : i == 3 ? 1790 : 1950 + i)}-05-05");
        Assert.Equal([("date_naissance", 4L)], Measure("a.csv", "nom;date_naissance\n" + string.Join('\n', rows), QualityOptions.None).Impossible.Select(found => (found.Column, found.Rows)));
    }

    [Fact]
    public void Extremes_and_impossible_values_are_told_apart_from_the_rest()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"{(i == 0 ? 90_000 : 1_500 + i)};{(i == 3 ? 300 : i == 4 ? -2 : 20 + (i % 60))}");
        var quality = Measure("a.csv", "salaire;age\n" + string.Join('\n', rows), QualityOptions.None);

        var outliers = quality.Outliers.Single(found => found.Column == "salaire");
        Assert.Equal((200, 1, 1, 1), (outliers.Values, outliers.Suspect, outliers.Extreme, outliers.RobustZ));
        Assert.Equal([("age", 2L)], quality.Impossible.Select(found => (found.Column, found.Rows)));
    }

    [Fact]
    public void The_balance_of_the_label_and_the_gaps_of_missing_values_between_groups_are_told()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"{(i < 20 ? 1 : 0)};{(i % 2 == 0 ? "F" : "M")};{(i % 2 == 0 && i % 4 == 0 ? "" : "x")}");
        var quality = Measure("a.csv", "label;sexe;note\n" + string.Join('\n', rows), QualityOptions.None);

        Assert.Equal((2, 0.1), (quality.Imbalance!.Classes, quality.Imbalance.MinorityShare));
        Assert.Equal(-((0.1 * Math.Log2(0.1)) + (0.9 * Math.Log2(0.9))), quality.Imbalance.NormalisedEntropy, 6);
        Assert.Equal([("note", 0.5)], quality.MissingnessGaps.Select(gap => (gap.Column, gap.Gap)));
        Assert.Equal(["label", "protected"], quality.Roles.Guessed);
    }

    [Fact]
    public void The_rates_of_the_label_count_the_rows_without_a_prediction_too()
    {
        // 40 women and 40 men with a prediction, as many without: there the labels differ.
        var rows = Enumerable.Range(0, 160).Select(i => (Group: i % 2 == 0 ? "F" : "M", Predicted: i < 80))
            .Select((row, i) => $"{row.Group};{(row.Predicted ? i % 4 < 2 : row.Group == "M") switch { true => 1, false => 0 }};{(row.Predicted ? (i % 4 < 2 ? "1" : "0") : "")}");
        var figures = Measure("a.csv", "sexe;y;p\n" + string.Join('\n', rows), new([], "y", "p", "sexe", "1")).Fairness!;

        Assert.Equal(1, figures.DisparateImpact!.Value, 12);
        Assert.Equal([("F", 40L, 80L, 0.25), ("M", 40L, 80L, 0.75)], figures.Groups.Select(group => (group.Value, group.Size, group.LabelSize, group.LabelRate!.Value)));
        Assert.Equal(1 / 3.0, figures.LabelDisparateImpact!.Value, 12);
        Assert.All(figures.Groups, group => Assert.Equal((1, 0), (group.TruePositiveRate, group.FalsePositiveRate)));
    }

    [Theory]
    [InlineData("1", "0")]
    [InlineData("oui", "non")]
    [InlineData("true", "false")]
    public void Which_value_is_favourable_is_never_guessed(string yes, string no)
    {
        var rows = string.Join('\n', Enumerable.Range(0, 200).Select(i => $"{(i % 2 == 0 ? "F" : "M")};{(i % 3 == 0 ? yes : no)}"));
        var silent = Measure("a.csv", "sexe;label\n" + rows, new([], Label: "label", Protected: "sexe"));

        Assert.Null(silent.Fairness);
        Assert.Null(silent.Roles.Positive);
        Assert.Contains(silent.Notes, note => note.Fr.Contains("--positive", StringComparison.Ordinal));
        Assert.NotNull(Measure("b.csv", "sexe;label\n" + rows, new([], Label: "label", Protected: "sexe", Positive: yes)).Fairness!.DisparateImpact);
    }

    [Fact]
    public void Cells_beyond_the_header_are_counted_and_said()
    {
        var even = string.Concat(Enumerable.Range(0, 20).Select(i => $"P{i},Lyon,{20 + i}\n"));
        var quality = Measure("a.csv", $"nom,ville,age\n{even}B,Nice, vieille ville,31\nC,Paris\nD,Metz,32,,\nE,Dax,33,x,y\n", QualityOptions.None);

        Assert.Equal((3L, 3L), (quality.RaggedRows, quality.LostCells));
        Assert.Contains(quality.Notes, note => note.En == "3 rows do not have as many cells as the header: 3 cells too many are not read");
        var whole = Measure("b.csv", "nom,ville,age\n" + even, QualityOptions.None);
        Assert.Equal((0L, 0L), (whole.RaggedRows, whole.LostCells));
        Assert.Null(whole.Ragged);
    }

    [Fact]
    public void Blanks_around_a_value_make_no_other_group_and_no_other_class()
    {
        var rows = Enumerable.Range(0, 80).Select(i => $"{(i == 0 ? " F" : i % 2 == 0 ? "F" : "M")},{(i == 1 ? "30 " : "30")},{i % 4 / 2}");
        var quality = Measure("a.csv", "sexe,age,label\n" + string.Join('\n', rows), new(["sexe", "age"], "label", Protected: "sexe", Positive: "1"));

        Assert.Equal((40, 2), (quality.KAnonymity!.K, quality.KAnonymity.Classes));
        Assert.Equal(["F", "M"], quality.Fairness!.Groups.Select(group => group.Value));
    }

    [Theory]
    [InlineData("client_id", "C{0}", true)]
    [InlineData("email", "personne{0}@exemple.fr", true)]
    [InlineData("id", "{0}", false)]
    public void The_same_person_in_two_sets_is_met_by_key_though_all_else_has_changed(string name, string key, bool isKey)
    {
        string Rows(int from, int wage) => $"{name},age,ville,salaire\n" + string.Concat(Enumerable.Range(from, 100).Select(i => $"{string.Format(CultureInfo.InvariantCulture, key, i)},{20 + (i % 40)},V{i % 7},{wage + (13 * i)}\n"));
        // Where the numbers are of people, thirty are in both; numbers of rows begin anew in each file.
        var readings = Measures().Measure([(folder.Write("a.csv", Rows(0, 1_500)), "a.csv", QualityOptions.None), (folder.Write("b.csv", Rows(isKey ? 70 : 0, 91_000)), "b.csv", QualityOptions.None)], CancellationToken.None);

        var contamination = Assert.Single(readings[1].Contamination);
        Assert.Equal(0, contamination.SharedRows);
        Assert.Equal(isKey ? (name, 30L) : (null, null), (contamination.Key, contamination.SharedKeyRows));
        Assert.Equal(contamination.SharedKeyRows, readings[0].Contamination[0].SharedKeyRows);
    }

    [Fact]
    public void Rows_of_one_person_are_all_counted_on_their_side()
    {
        string Rows(int from, int times, int wage) => "patient_id,date,valeur\n" + string.Concat(Enumerable.Range(from, 50).SelectMany(i => Enumerable.Range(0, times).Select(visit => $"PAT-{7919 * i},2024-01-{1 + (visit % 9):00},{wage + (i * 31) + visit}\n")));
        var readings = Measures().Measure([(folder.Write("a.csv", Rows(0, 3, 0)), "a.csv", QualityOptions.None), (folder.Write("b.csv", Rows(40, 2, 90_000)), "b.csv", QualityOptions.None)], CancellationToken.None);

        Assert.Equal((30L, 20L), (readings[0].Contamination[0].SharedKeyRows, readings[1].Contamination[0].SharedKeyRows));
    }

    [Theory]
    [InlineData("BMI", "0", 4)]
    [InlineData("Glucose", "0", 4)]
    [InlineData("poids_kg", "0", 4)]
    [InlineData("enfants", "0", 0)]
    [InlineData("sample_weight", "0", 0)]
    [InlineData("note", "-1", 4)]
    [InlineData("note", "-999", 4)]
    public void A_zero_where_none_can_be_and_a_sign_below_a_few_values_are_no_values(string name, string sign, int expected)
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"{i};{(i < 4 ? sign : (sign == "0" ? 20 + (i % 15) : 1 + (i % 3)).ToString(CultureInfo.InvariantCulture))}");
        Assert.Equal(expected, Measure("a.csv", $"rang;{name}\n" + string.Join('\n', rows), QualityOptions.None).DisguisedMissing[name]);
    }

    [Theory]
    [InlineData(-1, 1, -1)]
    [InlineData(-1, 0, 1)]
    [InlineData(0, 1, 0)]
    public void A_scale_and_two_classes_hold_no_sign(int a, int b, int c)
    {
        int[] values = [a, b, c];
        var rows = Enumerable.Range(0, 60).Select(i => $"{i};{values[i % 3]}");
        Assert.Equal(0, Measure("a.csv", "rang;avis\n" + string.Join('\n', rows), QualityOptions.None).DisguisedMissing["avis"]);
    }

    [Theory]
    [InlineData("id;texte;type\n", 3, true)]
    [InlineData("a;b;c\n", 0, false)]
    public void Equal_rows_are_copies_where_a_key_or_many_columns_tell_rows_apart(string header, int copies, bool tell)
    {
        var rows = copies > 0
            ? Enumerable.Range(0, 40).Concat([1, 2, 3]).Select(i => $"{i};texte {i % 7};{i % 2}")
            : Enumerable.Range(0, 43).Select(i => $"{i % 2};{i % 3};{i % 5}");
        var quality = Measure("a.csv", header + string.Join('\n', rows), QualityOptions.None);

        Assert.Equal(tell, quality.DuplicatesTell);
        if (tell) Assert.Equal(copies, quality.DuplicateRows);
    }

    [Fact]
    public void Rows_that_differ_by_case_accents_and_punctuation_are_nearly_the_same()
    {
        var quality = Measure("a.csv", "nom;avis\nDupont;Très bien !\nDUPONT;tres bien\nMartin;Mal\nDupont;Très bien !\n", QualityOptions.None);
        Assert.Equal((1, 1), (quality.DuplicateRows, quality.NearDuplicateRows));
    }

    [Fact]
    public void Places_alone_are_no_people_and_no_quasi_identifier_is_proposed()
    {
        var towns = Enumerable.Range(0, 60).Select(i => $"{69_001 + i};Lyon {i};{1_000 + (17 * i)}");
        Assert.Null(Measure("a.csv", "code_postal;commune;population\n" + string.Join('\n', towns), QualityOptions.None).KAnonymity);
        var people = Enumerable.Range(0, 60).Select(i => $"{69_001 + (i % 9)};{20 + i};F");
        Assert.Equal(["code_postal", "age"], Measure("b.csv", "code_postal;age;sexe\n" + string.Join('\n', people), QualityOptions.None).KAnonymity!.Quasi);
    }

    [Fact]
    public void Animals_and_counts_of_people_are_singled_out_by_nobody()
    {
        string[] breeds = ["Labrador", "Beagle", "Caniche", "Berger allemand", "Épagneul breton"];
        var animals = Enumerable.Range(0, 60).Select(i => $"{breeds[i % 5]};{(i % 2 == 0 ? "M" : "F")};{i % 15};{69_001 + i}");
        Assert.Null(Measure("a.csv", "race;sexe;age;code_postal\n" + string.Join('\n', animals), QualityOptions.None).KAnonymity);
        var counts = Enumerable.Range(0, 60).Select(i => $"{i % 13};{(i % 2 == 0 ? "H" : "F")};{2000 + (i / 2)};{100 + (i * 37)}");
        Assert.Null(Measure("b.csv", "region;sexe;annee;effectif\n" + string.Join('\n', counts), QualityOptions.None).KAnonymity);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public void Accents_and_quoted_separators_survive_any_encoding(string name)
    {
        var encoding = name == "utf-16" ? Encoding.Unicode : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var quality = Read(folder.Write("a.csv", "âge;ville\n30;\"Nîmes; centre\"\n30;\"Nîmes; centre\"\n31;Orléans\n", encoding), new(["AGE", "ville"]))!;
        Assert.Equal((3, 1, 2), (quality.Rows, quality.DuplicateRows, quality.KAnonymity!.Classes));
        Assert.Equal(["âge", "ville"], quality.KAnonymity.Quasi);
    }

    [Fact]
    public void Nested_JSON_is_measured_by_the_paths_of_its_fields_and_an_empty_text_is_no_value()
    {
        var quality = Read(folder.Write("a.json", """[{"p":{"age":30,"sexe":"F"},"note":""},{"p":{"age":30,"sexe":"F"},"note":""},{"p":{"age":null},"note":"a"}]"""), new(["p.age"]))!;
        Assert.Equal((3, 1), (quality.Rows, quality.DuplicateRows));
        Assert.Equal([2 / 3.0, 2 / 3.0, 1 / 3.0], new[] { "p.age", "p.sexe", "note" }.Select(column => Math.Round(quality.Completeness[column]!.Value, 12)).Select(share => share > 0.5 ? 2 / 3.0 : 1 / 3.0));
        Assert.Equal((1, 2), (quality.KAnonymity!.K, quality.KAnonymity.Classes));
    }

    [Fact]
    public void Parquet_is_measured_like_the_rest()
    {
        var path = folder.Path("a.parquet");
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"COPY (SELECT i AS id, CASE WHEN i % 4 = 0 THEN NULL ELSE i % 5 END AS note, 20 + i % 3 AS age FROM range(60) t(i)) TO '{path}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }

        var quality = Read(path, new(["age"]))!;
        Assert.Equal((60, 0, 20, 3), (quality.Rows, quality.DuplicateRows, quality.KAnonymity!.K, quality.KAnonymity.Classes));
        Assert.Equal(0.75, quality.Completeness["note"]);
    }

    [Fact]
    public void An_empty_file_a_header_alone_one_row_and_empty_columns_are_told_as_they_are()
    {
        var empty = Assert.Single(Measures().Measure([(folder.Write("0.csv", ""), "0.csv", QualityOptions.None)], CancellationToken.None));
        Assert.Null(empty.Quality);
        Assert.Equal("the file is empty", empty.Problem!.En);

        var header = Measure("1.csv", "age,sexe\n", new(["age", "sexe"]));
        Assert.Equal((0, 0), (header.Rows, header.DuplicateRows));
        Assert.Null(header.KAnonymity);
        Assert.All(header.Completeness.Values, share => Assert.Null(share));

        var one = Measure("2.csv", "age,sexe\n30,F\n", new(["age", "sexe"]));
        Assert.Equal((1, 1.0, 1), (one.KAnonymity!.K, one.KAnonymity.UniqueShare, one.KAnonymity.Classes));

        var hollow = Measure("3.csv", "id,a,b\n1,,\n2,,\n3,,\n", new(["a", "b"], Label: "a"));
        Assert.Equal([1, 0, 0], hollow.Completeness.Values.Select(share => (int)share!.Value));
        Assert.Equal((3, 1), (hollow.KAnonymity!.K, hollow.KAnonymity.Classes));
        Assert.Null(hollow.Imbalance);
    }

    private static QualityMeasures Measures() => new(TimeProvider.System, new DatasetLimits());

    private DatasetQuality Measure(string name, string text, QualityOptions options) => Read(folder.Write(name, text), options)!;

    private static DatasetQuality? Read(string path, QualityOptions options) => Assert.Single(Measures().Measure([(path, Path.GetFileName(path), options)], CancellationToken.None)).Quality;
}
