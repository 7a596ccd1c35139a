using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DuckDB.NET.Data;

namespace AuditService.Tests.Collectors.Datasets;

public sealed class DatasetProfilerTests : IDisposable
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_French_spreadsheet_export_is_read_with_its_accents_decimal_commas_and_quoted_separators()
    {
        var path = folder.Write("export.csv", "Nom;Prénom;Montant;Date;Note\r\n\"Dupont; fils\";Éloïse;1 234,50;12/03/2024;\"dit \"\"Jo\"\"\r\nsur deux lignes\"\r\nMartin;Zoé;2,5;13/03/2024;\r\n", Windows1252);
        var profile = Read(path);
        Assert.Equal(["Nom", "Prénom", "Montant", "Date", "Note"], profile.Columns.Select(column => column.Name));
        Assert.Equal([ColumnType.Text, ColumnType.Text, ColumnType.Number, ColumnType.Date, ColumnType.Text], profile.Columns.Select(column => column.Type));
        Assert.Equal((2, 0, 0, true), (profile.Rows, profile.DuplicateRows, profile.RaggedRows, profile.Complete));
        Assert.Equal(1, profile.Columns[4].Missing);
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "windows-1252", "utf-16", "utf-16 big endian"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_is_told_from_the_bytes(string name)
    {
        Encoding encoding = name switch
        {
            "utf-8 with mark" => new UTF8Encoding(true),
            "windows-1252" => Windows1252,
            "utf-16" => Encoding.Unicode,
            "utf-16 big endian" => Encoding.BigEndianUnicode,
            _ => new UTF8Encoding(false),
        };
        var profile = Read(folder.Write("data.csv", "prénom;âge;coût €\nÉloïse;34;12\nZoé;28;15\nAnaïs;51;9\n", encoding));
        Assert.Equal(["prénom", "âge", "coût €"], profile.Columns.Select(column => column.Name));
        Assert.Equal(3, profile.Rows);
    }

    [Theory]
    [InlineData(";", "csv")]
    [InlineData(",", "csv")]
    [InlineData("\t", "tsv")]
    [InlineData("|", "csv")]
    public void The_separator_is_the_one_that_cuts_all_rows_alike(string separator, string format)
    {
        var rows = Enumerable.Range(0, 40).Select(i => $"{i}{separator}Rue {i}, bâtiment B{separator}1,5{separator}x");
        // With a comma as separator the address needs its quotes.
        if (separator == ",") rows = rows.Select((_, i) => $"{i},\"Rue {i}, bâtiment B\",1.5,x");
        var reading = Assert.Single(Profiler().Profile(folder.Write("data.txt", $"id{separator}adresse{separator}prix{separator}code\n" + string.Join('\n', rows)), "data.txt", CancellationToken.None));
        Assert.Equal(format, reading.Format);
        Assert.Equal(4, reading.Profile!.Columns.Count);
        Assert.Equal(40, reading.Profile.Rows);
        Assert.Equal(0, reading.Profile.RaggedRows);
    }

    [Fact]
    public void A_file_of_one_column_with_commas_in_its_sentences_stays_one_column()
    {
        var profile = Read(folder.Write("texts.csv", "texte\nBonjour, comment allez-vous ?\nBien\nOui, non, peut-être, qui sait, voilà\nRien\nÀ demain\n"));
        Assert.Equal(5, profile.Rows);
        Assert.Equal("texte", Assert.Single(profile.Columns).Name);
    }

    [Fact]
    public void Titles_above_the_table_are_not_its_header()
    {
        var profile = Read(folder.Write("titre.csv", "Effectifs de la commune;;\nSource : mairie;;\n;;\nnom;prenom;age\nDurand;Paul;40\nPetit;Zoé;31\nMoreau;Léa;22\n"));
        Assert.Equal(["nom", "prenom", "age"], profile.Columns.Select(column => column.Name));
        Assert.Equal(3, profile.Rows);
    }

    [Fact]
    public void A_table_without_header_has_columns_named_by_their_place()
    {
        var profile = Read(folder.Write("nu.csv", "12,2020-01-01,foo\n13,2020-01-02,bar\n14,2020-01-03,baz\n"));
        Assert.Equal(["column1", "column2", "column3"], profile.Columns.Select(column => column.Name));
        Assert.Equal(3, profile.Rows);
    }

    [Fact]
    public void Empty_cells_are_missing_and_signs_that_stand_for_nothing_are_counted_apart()
    {
        var ages = string.Concat(Enumerable.Range(20, 30).Select(age => $"x;{age}\n"));
        var profile = Read(folder.Write("gaps.csv", "ville;age\n;999\n   ;999\nNA;\ninconnu;-1\nN/C;-1\nLyon;34\n" + ages));
        Assert.Equal((2, 3, 2), (profile.Columns[0].Missing, profile.Columns[0].DisguisedMissing, profile.Columns[0].Distinct - 3));
        Assert.Equal((1, 4), (profile.Columns[1].Missing, profile.Columns[1].DisguisedMissing));
    }

    [Fact]
    public void A_number_that_others_surround_is_no_disguise()
    {
        var profile = Read(folder.Write("ids.csv", "id;montant\n" + string.Concat(Enumerable.Range(990, 30).Select(id => $"{id};{id - 1000}\n")) + "999;-1\n999;-1\n"));
        Assert.All(profile.Columns, column => Assert.Equal(0, column.DisguisedMissing));
    }

    [Fact]
    public void Rows_distinct_values_and_duplicates_are_exact_whatever_the_order()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 3_000).Select(_ => (A: random.Next(40), B: random.Next(3), C: random.Next(10))).ToList();
        var profile = Read(folder.Write("exact.csv", "a;b;c\n" + string.Concat(rows.Select(row => $"{row.A};{(row.B == 0 ? "" : row.B.ToString(CultureInfo.InvariantCulture))};{row.C}\n"))));
        Assert.Equal(3_000, profile.Rows);
        Assert.Equal(3_000 - rows.Distinct().Count(), profile.DuplicateRows);
        Assert.Equal([rows.Select(row => row.A).Distinct().Count(), 2, 10], profile.Columns.Select(column => column.Distinct));
        Assert.Equal(rows.Count(row => row.B == 0), profile.Columns[1].Missing);
    }

    [Fact]
    public void Rows_too_short_and_too_long_are_kept_and_counted()
    {
        var profile = Read(folder.Write("ragged.csv", "a;b;c\n1;2;3\n4;5\n6;7;8;9\n10;11;12;\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i};{i};{i}\n"))));
        Assert.Equal((24, 2), (profile.Rows, profile.RaggedRows));
        Assert.Equal(1, profile.Columns[2].Missing);
    }

    [Fact]
    public void Columns_that_share_a_name_or_have_none_are_told_apart()
    {
        var profile = Read(folder.Write("names.csv", "nom,nom,,nom_2\na,b,c,d\ne,f,g,h\n"));
        Assert.Equal(["nom", "nom_2", "column3", "nom_2_2"], profile.Columns.Select(column => column.Name));
    }

    [Fact]
    public void JSON_lines_are_flattened_and_lists_are_looked_into()
    {
        var path = folder.Write("people.jsonl", """
            {"id":1,"contact":{"email":"a.durand@exemple.fr"},"enfants":[{"prenom":"Léa"},{"prenom":"Hugo"}]}
            {"id":2,"contact":{"email":null},"autre":true}
            {"id":3,"contact":{"email":"z.petit@exemple.fr"},"enfants":[]}
            """);
        var reading = Assert.Single(Profiler().Profile(path, "people.jsonl", CancellationToken.None));
        Assert.Equal("jsonl", reading.Format);
        Assert.Equal(["id", "contact.email", "enfants.prenom", "autre"], reading.Profile!.Columns.Select(column => column.Name));
        Assert.Equal(3, reading.Profile.Rows);
        Assert.Equal(1, reading.Profile.Columns[1].Missing);
        Assert.Contains(reading.Profile.Columns[1].Categories, category => category.Category == PersonalDataCategory.Email);
    }

    [Theory]
    [InlineData("""[{"a":1,"b":"x"},{"a":2},{"a":3,"b":"y"}]""")]
    [InlineData("""{"meta":{"n":3},"data":[{"a":1,"b":"x"},{"a":2},{"a":3,"b":"y"}]}""")]
    [InlineData("""{"r1":{"a":1,"b":"x"},"r2":{"a":2},"r3":{"a":3,"b":"y"}}""")]
    [InlineData("[\n  {\"a\":1,\"b\":\"x\"},\n  {\"a\":2},\n  {\"a\":3,\"b\":\"y\"}\n]")]
    public void JSON_documents_are_tables_however_the_records_are_wrapped(string json)
    {
        var reading = Assert.Single(Profiler().Profile(folder.Write("data.json", json), "data.json", CancellationToken.None));
        Assert.Equal("json", reading.Format);
        Assert.Equal((3, 2), (reading.Profile!.Rows, reading.Profile.Columns.Count));
        Assert.Equal(1, reading.Profile.Columns[1].Missing);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void JSON_is_read_in_the_encoding_of_its_bytes(string name)
    {
        Encoding encoding = name switch
        {
            "utf-8 with mark" => new UTF8Encoding(true),
            "windows-1252" => Windows1252,
            "utf-16" => Encoding.Unicode,
            "utf-16 big endian" => Encoding.BigEndianUnicode,
            _ => new UTF8Encoding(false),
        };
        foreach (var json in new[] { """[{"prénom":"Éloïse"},{"prénom":"Zoé"},{"prénom":"Anaïs"}]""", "{\"prénom\":\"Éloïse\"}\n{\"prénom\":\"Zoé\"}\n{\"prénom\":\"Anaïs\"}\n" })
        {
            var profile = Read(folder.Write("data.json", json, encoding));
            Assert.Equal(["prénom"], profile.Columns.Select(column => column.Name));
            Assert.Equal(3, profile.Rows);
            Assert.Contains(profile.Columns[0].Categories, category => category.Category == PersonalDataCategory.FirstName);
        }
    }

    [Fact]
    public void The_end_of_a_path_says_what_a_nested_value_is_and_its_beginning_whose()
    {
        var lines = string.Concat(Enumerable.Range(0, 40).Select(i => $$"""{"client":{"nom":"Durand{{i}}","prenom":"Léa","twitter":{"followers":{{i * 7}},"color":"F{{i}}A0"} },"commande":{"numero":"{{i}}4532"} }""" + "\n"));
        var columns = Read(folder.Write("nested.jsonl", lines)).Columns.ToDictionary(column => column.Name, column => column.Categories.Select(category => category.Category).ToList(), StringComparer.Ordinal);
        Assert.Contains(PersonalDataCategory.FirstName, columns["client.prenom"]);
        Assert.Empty(columns["client.twitter.followers"]);
        Assert.Empty(columns["client.twitter.color"]);
        Assert.Empty(columns["commande.numero"]);
    }

    [Fact]
    public void Ten_thousand_columns_are_read_up_to_the_limit_and_the_rest_is_told()
    {
        var profile = Read(folder.Write("wide.csv", string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n" + string.Join(',', Enumerable.Repeat("1", 10_000)) + "\n"));
        Assert.Equal((1_000, false), (profile.Columns.Count, profile.Complete));
        Assert.Contains("10000", profile.Incomplete!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_a_thousand_levels_deep_is_left_out_and_told()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 1_000)) + "1" + new string('}', 1_000);
        var profile = Read(folder.Write("deep.jsonl", $"{{\"a\":1}}\n{deep}\n{{\"a\":3}}\n"));
        Assert.Equal((2, false), (profile.Rows, profile.Complete));
    }

    [Fact]
    public void Texts_in_which_people_are_found_are_free_text_whatever_the_column_is_called()
    {
        var text = new StringBuilder("ref;divers\n");
        for (var i = 0; i < 20; i++) text.Append(CultureInfo.InvariantCulture, $"R{i};Rappeler Mme Sophie Durand{i} au 06 12 34 56 {i + 10} avant la fin de la semaine\n");
        var column = Read(folder.Write("notes.csv", text.ToString())).Columns[1];
        Assert.Contains(column.Categories, category => category.Category == PersonalDataCategory.FreeText && category.Because.Contains("found", StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_that_only_looks_personal_says_why_it_is_not()
    {
        var text = new StringBuilder("telephone;num_commande;email\n");
        for (var i = 0; i < 60; i++) text.Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "oui" : "non")};{79927398713L};c{i}@exemple.fr\n");
        var columns = Read(folder.Write("orders.csv", text.ToString())).Columns;
        var dismissed = Assert.Single(columns[0].Dismissed);
        Assert.Equal((PersonalDataCategory.Phone, true), (dismissed.Category, dismissed.Because.Contains("yes or no", StringComparison.Ordinal)));
        Assert.Contains(columns[1].Dismissed, look => look.Because.Contains("orders", StringComparison.Ordinal));
        Assert.Empty(columns[2].Dismissed);
    }

    [Fact]
    public void Broken_lines_of_JSON_are_left_out_and_told()
    {
        var profile = Read(folder.Write("broken.jsonl", "{\"a\":1}\n{\"a\":\n{\"a\":3}\n"));
        Assert.Equal((2, false), (profile.Rows, profile.Complete));
        Assert.NotNull(profile.Incomplete);
    }

    [Fact]
    public void Parquet_is_read_with_its_structures_and_lists()
    {
        // Brackets are a pattern to DuckDB, and a legal file name.
        var path = folder.Path("people[1].parquet");
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"COPY (SELECT i AS id, {{'email': 'p' || i || '@exemple.fr', 'naissance': DATE '1980-01-01' + i::INT}} AS personne, [i, i + 1] AS scores, CASE WHEN i % 2 = 0 THEN 1.5 END AS x FROM range(50) t(i)) TO '{path}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }

        var reading = Assert.Single(Profiler().Profile(path, "people.parquet", CancellationToken.None));
        Assert.Equal("parquet", reading.Format);
        Assert.Equal(["id", "personne.email", "personne.naissance", "scores", "x"], reading.Profile!.Columns.Select(column => column.Name));
        Assert.Equal((50, 25), (reading.Profile.Rows, reading.Profile.Columns[4].Missing));
        Assert.Equal(ColumnType.Date, reading.Profile.Columns[2].Type);
        Assert.Contains(reading.Profile.Columns[1].Categories, category => category.Category == PersonalDataCategory.Email);
        Assert.Contains(reading.Profile.Columns[2].Categories, category => category.Category == PersonalDataCategory.BirthDate);
    }

    [Fact]
    public void Each_sheet_of_a_workbook_is_a_data_set_and_its_dates_are_dates()
    {
        var path = folder.Path("classeur.xlsx");
        WriteWorkbook(path, ("Personnes", [["nom", "prenom", "date_naissance"], ["Durand", "Paul", 29_587.0], ["Petit", "Zoé", 33_000.0], ["Moreau", "Léa", 25_000.0]]), ("Ventes", [["mois", "total"], ["janvier", 12.5], ["mars", 14.0]]));
        var readings = Profiler().Profile(path, "classeur.xlsx", CancellationToken.None);
        Assert.Equal(["classeur.xlsx#Personnes", "classeur.xlsx#Ventes"], readings.Select(reading => reading.Source));
        Assert.Equal([3, 2], readings.Select(reading => reading.Profile!.Rows));
        Assert.Equal(ColumnType.Date, readings[0].Profile!.Columns[2].Type);
        Assert.Contains(readings[0].Profile!.Columns[2].Categories, category => category.Category == PersonalDataCategory.BirthDate);
    }

    [Fact]
    public void A_compressed_file_is_read_as_what_is_in_it()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write("a;b\n1;2\n3;4\n"u8);
        Assert.Equal(2, Read(folder.Write("data.csv.gz", packed.ToArray())).Rows);
    }

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "empty.csv", [], "le fichier est vide" },
        { "noise.csv", [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7919 >> 3))], "contenu binaire" },
        { "footer.parquet", [.. "PAR1"u8, .. new byte[64], .. "PAR1"u8], "contenu que le moteur de lecture refuse" },
        { "cut.xlsx", [.. "PK\u0003\u0004"u8, .. new byte[200]], "archive ou compression endommagée" },
        { "cut.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3], "le fichier ne contient aucune donnée tabulaire" },
        { "cut.json", [.. "[{\"a\":"u8], "JSON non valide à la ligne 1" },
        { "deep.json", [.. Enumerable.Repeat((byte)'[', 100_000)], "JSON imbriqué sur plus de 64 niveaux" },
        { "deep-object.json", [.. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a]\\\"\":", 100)) + "1" + new string('}', 100))], "JSON imbriqué sur plus de 64 niveaux" },
        { "brackets-in-text.json", [.. Encoding.ASCII.GetBytes($"{{\"a\":\"{new string('[', 200)}\", b}}")], "JSON non valide à la ligne 1" },
        { "report.pdf", [.. "%PDF-1.7 ..."u8], "ce format n'est pas lu" },
        { "dump.sql", [.. "INSERT INTO clients VALUES (1, 'a');\n"u8], "SQL : ce texte n'est pas lu" },
        { "clients.xml", [.. "<?xml version='1.0'?><clients><c>1</c></clients>\n"u8], "XML : ce texte n'est pas lu" },
        { "carnet.vcf", [.. "BEGIN:VCARD\nFN:Zoé\nEND:VCARD\n"u8], "vCard : ce texte n'est pas lu" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_broken_gives_a_reason_in_French_and_not_an_exception(string name, byte[] bytes, string french)
    {
        var reading = Assert.Single(Profiler().Profile(folder.Write(name, bytes), name, CancellationToken.None));
        Assert.Null(reading.Profile);
        Assert.StartsWith(french, reading.Problem?.Fr, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path(""), reading.Problem!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_whose_later_record_is_too_deep_keeps_the_rows_before_it()
    {
        var profile = Read(folder.Write("late.json", $"[{string.Concat(Enumerable.Repeat("{\"a\":1},", 60_000))}{string.Concat(Enumerable.Repeat("{\"a\":", 100))}1{new string('}', 100)}]"));
        Assert.False(profile.Complete);
        Assert.StartsWith("fichier endommagé après", profile.Incomplete!.Fr, StringComparison.Ordinal);
        Assert.Contains("JSON imbriqué sur plus de 64 niveaux", profile.Incomplete.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_quotes_do_not_hide_the_separator()
    {
        var profile = Read(folder.Write("quote.csv", "id,nom,note\n1,\"Lefèvre,\"dit\" oui\n2,Roy,\"pas fini\n" + string.Concat(Enumerable.Range(3, 50).Select(i => $"{i},Nom {i},note {i}\n"))));

        Assert.Equal(["id", "nom", "note"], profile.Columns.Select(column => column.Name));
        Assert.Contains("quote", profile.Incomplete!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_line_without_an_end_in_sight_is_cut_as_the_lines_after_it_are()
    {
        var profile = Read(folder.Write("long.csv", new string('x', 3_000_000) + ",texte,email\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},bonjour,a{i}@exemple.fr\n"))));

        Assert.Equal(3, profile.Columns.Count);
        Assert.Contains(profile.Columns[2].Categories, found => found.Category == PersonalDataCategory.Email);
    }

    [Fact]
    public void A_quote_that_is_never_closed_ends_the_reading_and_is_told()
    {
        var profile = Read(folder.Write("quote.csv", "a;b\n1;2\n3;\"ouvert\n4;5\n6;7\n"));
        Assert.False(profile.Complete);
        Assert.Contains("quote", profile.Incomplete!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_unpacks_no_further_than_the_limit()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write("a;b\n"u8);
            var line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1;2\n", 64 * 1024)));
            for (var i = 0; i < 64; i++) gzip.Write(line);
        }

        var path = folder.Write("bomb.csv.gz", packed.ToArray());
        var profile = new DatasetProfiler(TimeProvider.System, new DatasetLimits { MaximumBytes = 4 * 1024 * 1024 }).Profile(path, "bomb.csv.gz", CancellationToken.None)[0].Profile;
        Assert.False(profile!.Complete);
        Assert.InRange(profile.Rows, 1, 1_100_000);
    }

    [Fact]
    public void Limits_on_rows_and_columns_cut_and_tell()
    {
        var limits = new DatasetLimits { MaximumRows = 10, MaximumColumns = 3 };
        var path = folder.Write("wide.csv", "a;b;c;d;e\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i};x;y;z;t\n")));
        var profile = new DatasetProfiler(TimeProvider.System, limits).Profile(path, "wide.csv", CancellationToken.None)[0].Profile!;
        Assert.Equal((10, 3, false), (profile.Rows, profile.Columns.Count, profile.Complete));
    }

    [Fact]
    public void Names_and_values_that_are_SQL_stay_names_and_values()
    {
        var secret = folder.Write("secret.txt", "interdit");
        var path = folder.Write("hostile.csv", $"\"a\"\"; DROP TABLE data; --\";\"c0 VARCHAR); ATTACH '{secret}'\"\n\"'); COPY data TO '/tmp/x\";=cmd|'/C calc'!A0\n\"read_csv('{secret}')\";2\n");
        var profile = Read(path);
        Assert.Equal((2, 2), (profile.Rows, profile.Columns.Count));
        Assert.StartsWith("a\"; DROP", profile.Columns[0].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void The_database_reaches_no_file_no_network_no_extension_and_cannot_be_told_otherwise()
    {
        var other = folder.Write("other.csv", "a\n1\n");
        using var sandbox = new DuckDbSandbox(new DatasetLimits());
        foreach (var sql in new[]
        {
            $"SELECT * FROM read_csv('{other}')", $"SELECT * FROM read_text('{other}')", $"COPY (SELECT 1) TO '{folder.Path("out.csv")}'", $"ATTACH '{folder.Path("x.db")}'",
            "SELECT * FROM read_csv('https://example.org/a.csv')", "INSTALL httpfs", "LOAD httpfs", "SET enable_external_access = true", "SET memory_limit = '100GB'", $"SELECT * FROM glob('{folder.Path("*")}')",
        })
        {
            Assert.Throws<DuckDBException>(() => sandbox.Execute(sql));
        }

        Assert.False(File.Exists(folder.Path("out.csv")));
    }

    [Fact]
    public void No_raw_value_is_in_a_profile()
    {
        var path = folder.Write("people.csv", "nom;commentaire\nZyphorin;Appeler Jean Zyphorin au 06 12 34 56 78 ou jean.zyphorin@exemple.fr pour le dossier en cours\nBraduval;Rien à signaler depuis la dernière visite du conseiller\n");
        var told = System.Text.Json.JsonSerializer.Serialize(Read(path), Plain);
        Assert.Contains("je***@***.fr", told, StringComparison.Ordinal);
        foreach (var raw in new[] { "Zyphorin", "zyphorin", "06 12", "Braduval" }) Assert.DoesNotContain(raw, told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_rows_take_seconds()
    {
        var text = new StringBuilder("id;nom;email;montant\n");
        for (var i = 0; i < 100_000; i++) text.Append(i).Append(";Durand;p").Append(i).Append("@exemple.fr;").Append(i / 7).Append(",5\n");
        var path = folder.Write("big.csv", text.ToString());
        var clock = Stopwatch.StartNew();
        Assert.Equal(100_000, Read(path).Rows);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), clock.Elapsed.ToString());
    }

    private static DatasetProfiler Profiler() => new(TimeProvider.System, new DatasetLimits());

    private static DatasetProfile Read(string path)
    {
        var reading = Assert.Single(Profiler().Profile(path, "file", CancellationToken.None));
        Assert.True(reading.Profile is not null, reading.Problem?.En);
        return reading.Profile;
    }

    private static void WriteWorkbook(string path, params (string Name, object[][] Rows)[] sheets)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.Workbook = new Workbook(new Sheets());
        var styles = workbook.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet = new Stylesheet(
            new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
        foreach (var (name, rows) in sheets)
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(rows.Select(row => new Row(row.Select(Cell)))));
            workbook.Workbook.Sheets!.Append(new Sheet { Name = name, Id = workbook.GetIdOfPart(part), SheetId = (uint)workbook.Workbook.Sheets.Count() + 1 });
        }

        static Cell Cell(object value) => value is double number
            ? new Cell { CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)), StyleIndex = number > 20_000 ? 1U : 0U }
            : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text((string)value)) };
    }
}
