using System.IO.Compression;
using System.Text;
using AuditService.Authoring.Advisories;
using AuditService.Collectors.SourceCode;
using AuditService.Collectors.SourceCode.Dependencies.Advisories;
using AuditService.Core.Advisories;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode.Dependencies;

public sealed class DependencyFlawsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("osv-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("requirements.txt", "requirements", "torch==2.5.1\n")]
    [InlineData("requirements.txt", "requirements", "\uFEFFTorch == 2.5.1+cu118 ; python_version > '3.8'\r\n")]
    [InlineData("requirements.txt", "requirements", "torch>=1.0,<2.0\n")]
    [InlineData("requirements.txt", "requirements", "torch~=2.3.0\n")]
    [InlineData("pyproject.toml", "pyproject", "[tool.poetry.dependencies]\ntorch = \"2.4.0\"\n")]
    [InlineData("environment.yml", "conda", "name: a\ndependencies:\n  - torch=2.4.1=py311_0\n")]
    [InlineData("poetry.lock", "poetry-lock", "[[package]]\nname = \"torch\"\nversion = \"2.1.0\"\n")]
    [InlineData("Pipfile.lock", "pipfile-lock", "{\"default\": {\"torch\": {\"hashes\": [\"sha256:0\"], \"version\": \"==2.1.0\"}}}")]
    [InlineData("package-lock.json", "npm-lock", "{\"packages\": {\"\": {}, \"node_modules/lodash\": {\"version\": \"4.17.20\"}}}")]
    [InlineData("package.json", "npm", "{\"dependencies\": {\"lodash\": \"~4.16.0\"}}")]
    [InlineData("yarn.lock", "yarn-lock", "lodash@^4.0.0:\n  version \"4.17.20\"\n  resolved \"https://r\"\n")]
    [InlineData("pnpm-lock.yaml", "pnpm-lock", "packages:\n\n  lodash@4.17.20:\n    resolution: {}\n")]
    [InlineData("app.csproj", "xml", "<Project><ItemGroup><PackageReference Include=\"Newtonsoft.Json\" Version=\"12.0.3\" /></ItemGroup></Project>")]
    public void A_version_that_is_touched_is_sure(string path, string format, string text) =>
        Assert.True(Assert.Single(Scan(path, format, text), sighting => sighting.Fact == DependencyFlaws.Vulnerable).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("requirements.txt", "requirements", "torch==2.10.0\n")]
    [InlineData("requirements.txt", "requirements", "torch\n")]
    [InlineData("requirements.txt", "requirements", "torch>=2.0\n")]
    [InlineData("requirements.txt", "requirements", "# torch==2.5.1\n")]
    [InlineData("requirements.txt", "requirements", "torch<=2.10.0\n")]
    [InlineData("requirements.txt", "requirements", "torchmetrics==0.1\n")]
    [InlineData("package.json", "npm", "{\"dependencies\": {\"lodash\": \"^4.0.0\"}}")]
    [InlineData("package.json", "npm", "{\"dependencies\": {\"lodash\": \"4.17.21\"}}")]
    [InlineData("package-lock.json", "npm-lock", "{\"packages\": {\"node_modules/lodash\": {\"version\": \"4.17.21\"}")]
    public void A_mended_or_open_version_is_none(string path, string format, string text) =>
        Assert.DoesNotContain(Scan(path, format, text), sighting => sighting.Fact == DependencyFlaws.Vulnerable);

    [Fact]
    public void A_medium_flaw_is_weighed_by_a_person() =>
        Assert.True(Assert.Single(Scan("requirements.txt", "requirements", "scikit-learn==1.4.0\n"), sighting => sighting.Fact == DependencyFlaws.Vulnerable).Confidence < Observation.Sure);

    [Theory]
    [InlineData("reqeusts==2.32.5", true)]
    [InlineData("numpyy==2.1.0", true)]
    [InlineData("requests==2.32.5", false)]
    [InlineData("pypdf4==1.0", false)]
    [InlineData("monprojet==1.0", false)]
    public void A_name_one_letter_away_from_a_widespread_one_is_looked_at(string line, bool expected) =>
        Assert.Equal(expected, Scan("requirements.txt", "requirements", line + "\n").Any(sighting => sighting.Fact == DependencyFlaws.Lookalikes));

    [Fact]
    public void An_archive_of_osv_is_read_with_its_date_its_severity_and_its_ranges()
    {
        var path = Archive(
            ("A.json", """{"id":"PYSEC-1","aliases":["CVE-2026-1"],"modified":"2026-10-02T00:00:00Z","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected":[{"package":{"ecosystem":"PyPI","name":"Acme_Tool"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.2"},{"introduced":"2.0"},{"last_affected":"2.3"}]}]}]}"""),
            ("B.json", """{"id":"GHSA-2","withdrawn":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"PyPI","name":"acme-tool"},"versions":["9.0"]}]}"""),
            ("C.json", "{ damaged"));

        var (advisories, until) = OsvReader.Read(path);

        var advisory = Assert.Single(advisories);
        Assert.Equal(("CVE-2026-1", "acme-tool", "critical", new DateOnly(2026, 10, 2)), (advisory.Id, advisory.Package, advisory.Severity, until));
        var flaws = new AdvisoryBase(AdvisoryListReader.List, advisories, []);
        Assert.True(Touches("1.1.9") && Touches("2.0") && Touches("2.3"));
        Assert.False(Touches("1.2") || Touches("2.3.1") || Touches("9.0"));

        bool Touches(string version) => flaws.Touching("python", "acme-tool", VersionSpan.Exactly(PackageVersion.Parse(version, "python")!)).Any();
    }

    [Fact]
    public void A_base_that_is_absent_or_damaged_gives_nothing_and_no_fault()
    {
        File.WriteAllBytes(Path.Combine(folder, "bad.zip"), [1, 2, 3]);

        Assert.Empty(OsvReader.Read(Path.Combine(folder, "bad.zip")).Advisories);
        Assert.Empty(OsvReader.Read(Path.Combine(folder, "none.zip")).Advisories);
    }

    /// <summary>Scores of the examples of the CVSS v3.1 guide.</summary>
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8)]
    [InlineData("CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4)]
    [InlineData("CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1)]
    public void The_score_of_a_vector_follows_the_specification(string vector, double score) => Assert.Equal(score, CvssVector.Score(vector));

    [Theory]
    [InlineData("")]
    [InlineData("CVSS:3.1/AV:N")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N")]
    public void A_vector_that_is_none_has_no_score(string vector) => Assert.Null(CvssVector.Score(vector));

    private string Archive(params (string Name, string Json)[] records)
    {
        var path = Path.Combine(folder, "all.zip");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, json) in records)
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(json));
        }
        return path;
    }

    private static Sighting[] Scan(string path, string format, string text) =>
        [.. DependencyFlaws.Scan(new SourceText(path, SourceText.Normalise(text.TrimStart('\uFEFF')), null, format, DetectIn.Configuration), KnownFlaws.Of([]), 1)];
}
