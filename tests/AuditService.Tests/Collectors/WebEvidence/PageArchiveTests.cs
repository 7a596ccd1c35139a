using System.Text;
using AuditService.Collectors.Trackers;
using AuditService.Collectors.WebEvidence;

namespace AuditService.Tests.Collectors.WebEvidence;

/// <summary>Recordings that other tools made of a page, hostile ones included.</summary>
public sealed class PageArchiveTests
{
    private const string Har = """
        {"log":{"version":"1.2","creator":{"name":"x","version":"1"},"pages":[{"id":"p","title":"https://www.ville.fr/"}],"entries":[
          {"startedDateTime":"2026-01-01T00:00:00Z","request":{"method":"GET","url":"https://www.ville.fr/?nom=Durand","cookies":[{"name":"vu","value":"1"}]},
           "response":{"status":200,"headers":[{"name":"Set-Cookie","value":"PHPSESSID=abcdef0123456789; path=/"},{"name":"set-cookie","value":"_ga=GA1.2.1234567890.1700000000; Max-Age=63072000"}],"cookies":[]}},
          {"startedDateTime":"2026-01-01T00:00:01Z","_resourceType":"script","request":{"method":"GET","url":"https://www.google-analytics.com/analytics.js","cookies":[]},
           "response":{"status":200,"headers":[],"cookies":[{"name":"NID","value":"zzz","domain":".google-analytics.com","expires":"2026-07-01T00:00:00Z"}]}}]}}
        """;

    private const string Collector = """
        {"title":"t","uri_ins":"https://www.ville.fr","uri_dest":"https://www.ville.fr/","start_time":"2026-01-01T00:00:00Z","host":"www.ville.fr",
         "cookies":[{"name":"_fbp","value":"fb.1.1700000000000.1","domain":"ville.fr","expiresDays":90,"session":false},{"name":"s","value":"1","domain":"www.ville.fr","session":true}],
         "localStorage":{"https://www.ville.fr":{"amplitude_1":{"value":"x"}}},
         "beacons":[{"url":"https://www.facebook.com/tr/?id=1&ev=PageView"}],"hosts":{"requests":{"firstParty":["www.ville.fr"],"thirdParty":["connect.facebook.net"]}}}
        """;

    [Fact]
    public void An_http_archive_gives_its_cookies_and_hosts_without_their_values()
    {
        var archive = Read(Har)!;

        Assert.Equal("www.ville.fr", archive.Page.Host);
        Assert.False(archive.IsBeforeChoice);
        Assert.Equal(["NID", "PHPSESSID", "_ga", "vu"], archive.Look.Items.Select(item => item.Name).Order(StringComparer.Ordinal));
        Assert.Equal(730, archive.Look.Items.Single(item => item.Name == "_ga").Days);
        Assert.True(archive.Look.Items.Single(item => item.Name == "NID").IsThirdParty);
        Assert.Equal(["www.google-analytics.com"], archive.Look.Requests.Where(request => request.IsThirdParty).Select(request => request.Host));
        Assert.DoesNotContain("Durand", archive.ToString() + string.Join(' ', archive.Look.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("1234567890", string.Join(' ', archive.Look.Items), StringComparison.Ordinal);
    }

    [Fact]
    public void The_output_of_the_evidence_collector_is_evidence_before_any_choice()
    {
        var archive = Read(Collector)!;

        Assert.True(archive.IsBeforeChoice);
        Assert.Equal([(StorageKind.Cookie, "_fbp"), (StorageKind.Cookie, "s"), (StorageKind.LocalStorage, "amplitude_1")], archive.Look.Items.Select(item => (item.Kind, item.Name)));
        Assert.Equal(90, archive.Look.Items[0].Days);
        Assert.Null(archive.Look.Items[1].Days);
        Assert.Equal(["www.facebook.com", "connect.facebook.net"], archive.Look.Requests.Select(request => request.Host));
    }

    [Fact]
    public void Its_yaml_says_the_same()
    {
        var archive = Read("uri_ins: https://www.ville.fr/\ncookies:\n  - { name: _fbp, value: fb.1.1700000000000.1, domain: ville.fr, expiresDays: 90, session: false }\nhosts: { requests: { thirdParty: [connect.facebook.net] } }\n", isYaml: true)!;

        Assert.Equal(90, Assert.Single(archive.Look.Items).Days);
        Assert.Equal("connect.facebook.net", Assert.Single(archive.Look.Requests).Host);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{\"log\":{\"entries\":[]}}")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"url\":\"file:///etc/passwd\"}}]}}")]
    [InlineData("{\"log\":{\"entries\":[null,3,[],{\"request\":3},{\"request\":{\"url\":{}}}]}}")]
    [InlineData("{\"uri_ins\":\"javascript:alert(1)\",\"cookies\":[]}")]
    public void Another_file_is_none(string text) => Assert.Null(Read(text));

    [Theory]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://a.fr/\",\"cookies\":3},\"response\":[]}]}}")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://a.fr/\",\"cookies\":[3,null,{\"name\":4}]},\"response\":{\"status\":\"x\",\"headers\":[{\"name\":[],\"value\":{}}],\"cookies\":[{\"name\":\"a\",\"expires\":\"soon\",\"domain\":5}]}}]}}")]
    [InlineData("{\"uri_ins\":\"https://a.fr/\",\"cookies\":[{\"name\":\"a\",\"expiresDays\":\"many\"},7],\"localStorage\":[1],\"beacons\":{},\"hosts\":{\"requests\":[]}}")]
    public void Values_of_the_wrong_type_are_left_out(string text) => Assert.NotNull(Read(text));

    [Theory]
    [InlineData("{\"log\":{\"entries\":[")]
    [InlineData("not json")]
    [InlineData("{\"log\":1,\"log\":2,\"uri_ins\":")]
    public void A_broken_file_is_told_as_such(string text) => Assert.Throws<FormatException>(() => Read(text));

    [Fact]
    public void A_file_nested_without_end_is_told_as_broken() => Assert.Throws<FormatException>(() => Read("{\"log\":" + new string('[', 100_000)));

    [Fact]
    public void An_archive_of_very_many_entries_is_read_up_to_a_bound()
    {
        var entries = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"{{\"request\":{{\"url\":\"https://h{i}.example.net/\"}},\"response\":{{\"headers\":[{{\"name\":\"set-cookie\",\"value\":\"c{i}=1\"}}]}}}}"));
        var archive = Read("{\"log\":{\"entries\":[" + entries + "]}}")!;

        Assert.Equal(2_000, archive.Look.Requests.Count);
        Assert.Equal(2_000, archive.Look.Items.Count);
    }

    private static PageArchive? Read(string text, bool isYaml = false) => PageArchive.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), isYaml, DateTimeOffset.UnixEpoch);
}
