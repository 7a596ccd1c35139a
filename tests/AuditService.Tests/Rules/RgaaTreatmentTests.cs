using System.Reflection;
using System.Text.Json;
using AuditService.Authoring.RulePacks;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Collectors.WebPages.Samples;
using AuditService.Core.Accessibility;
using AuditService.Core.Rules;
using AuditService.Tests.Collectors.WebPages;
using Verdict = AuditService.Collectors.WebPages.Rgaa.Verdict;

namespace AuditService.Tests.Rules;

/// <summary>The stated treatment of each RGAA test, held against the reference and against what the code of its check can come out with.</summary>
public sealed class RgaaTreatmentTests
{
    private const string ProvesFailures = "Échec prouvé : ";
    private const string CanBeNotApplicable = "« Non applicable » se prouve.";

    private static readonly RuleLibrary Library = new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library;

    private static readonly IReadOnlyList<Control> Tests = Library.Frameworks.Single(framework => framework.Id == "rgaa-4.1-tests").Controls;

    private static readonly IReadOnlyList<Control> Criteria = [.. Library.Frameworks.Single(framework => framework.Id == "rgaa-4.1").Controls.Where(control => char.IsAsciiDigit(control.Id[0]))];

    /// <summary>What judges a test: of one page, of the pages of a sample, or both.</summary>
    private static readonly ILookup<string, MethodInfo> Checks = typeof(RgaaCheck).Assembly.GetTypes().Where(type => type.Namespace == typeof(RgaaCheck).Namespace + ".Themes")
        .Select(theme => theme.GetProperty("Checks", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).OfType<IReadOnlyList<RgaaCheck>>().SelectMany(checks => checks)
        .Select(check => (check.Test, check.Run.Method)).Concat(SampleTests.Checks.Select(check => (check.Test, check.Run.Method)))
        .ToLookup(check => check.Test, check => check.Method, StringComparer.Ordinal);

    [Fact]
    public void Each_of_the_258_tests_is_stated_once_in_the_order_of_the_reference() =>
        Assert.Equal(RgaaReference.Tests, Tests.Select(test => test.Id));

    [Fact]
    public void The_tests_stated_are_those_of_the_official_text()
    {
        var official = Repository.SharedData("rgaa", "methodologies.json");
        Assert.SkipUnless(official is not null, "the official text of RGAA is not beside this checkout");

        using var methods = JsonDocument.Parse(File.ReadAllText(official!));
        Assert.Equal(methods.RootElement.EnumerateObject().Select(method => method.Name).Order(StringComparer.Ordinal), Tests.Select(test => test.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_test_that_its_check_can_fail_is_not_left_to_a_human_and_has_its_rule() =>
        Assert.Empty(Tests.Where(test => CanFail(test.Id) && (test.Status == ControlStatus.Human || !test.Rules.Contains("RGAA-" + test.Id))).Select(test => test.Id));

    [Fact]
    public void A_failure_is_said_to_be_proven_where_the_check_can_fail_and_nowhere_else() => Assert.Empty(Tests
        .Where(test => (test.Why.Fr.StartsWith(ProvesFailures, StringComparison.Ordinal) || test.Status == ControlStatus.Automatic) != CanFail(test.Id)).Select(test => test.Id));

    [Fact]
    public void A_test_that_a_machine_is_said_to_decide_can_pass_as_well_as_fail() =>
        Assert.Empty(Tests.Where(test => test.Status == ControlStatus.Automatic && !(CanFail(test.Id) && CanPass(test.Id))).Select(test => test.Id));

    [Fact]
    public void Not_applicable_is_said_to_be_provable_of_the_tests_that_come_out_so_and_of_no_other()
    {
        PageEvidence[] bare =
        [
            SomePage.Source("<!doctype html><p>Texte"),
            SomePage.Source("<html><p>Texte"),
            SomePage.Source(""),
        ];
        var alone = bare.Select(page => OutlineReader.Of(new AuditedPage(page, markers: null))).OfType<PageOutline>().SelectMany(page => SampleTests.Assess(new SampledSite([page], isClosed: true), page));
        var proven = bare.SelectMany(page => RgaaTests.Assess(page, markers: null)).Concat(alone).Where(result => result.Outcome == RgaaOutcome.NotApplicable).Select(result => result.Test).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(RgaaReference.Tests.Where(proven.Contains), Tests.Where(test => test.Why.Fr.EndsWith(CanBeNotApplicable, StringComparison.Ordinal)).Select(test => test.Id));
    }

    [Fact]
    public void A_criterion_claims_what_its_tests_add_up_to()
    {
        foreach (var criterion in Criteria)
        {
            var tests = Tests.Where(test => test.Id.StartsWith(criterion.Id + ".", StringComparison.Ordinal)).ToList();
            var status = tests.TrueForAll(test => test.Status == ControlStatus.Automatic) ? ControlStatus.Automatic
                : tests.TrueForAll(test => test.Status == ControlStatus.Human) ? ControlStatus.Human
                : ControlStatus.Assisted;

            Assert.True(status == criterion.Status, $"{criterion.Id} is {criterion.Status} and its tests make it {status}");
            Assert.Equal(tests.SelectMany(test => test.Rules), criterion.Rules);
            Assert.All(tests.Where(test => status != ControlStatus.Human), test => Assert.Matches($@"\b{test.Id.Replace(".", @"\.", StringComparison.Ordinal)}[,)]", criterion.Why.Fr));
        }
    }

    /// <summary>A theme that makes a result by hand makes a failure: there is no other reason to.</summary>
    private static bool CanFail(string test) => Checks[test].SelectMany(method => ReachableCalls.From(method)).Any(call => IsVerdict(call.Called, nameof(Verdict.Fail))
        || IsCompared(call.Called, nameof(SampleResult.Failure))
        || IsResult(call.Called, nameof(CheckResult.Failure))
        || (typeof(AxeFindings).Equals(call.Called.DeclaringType) && call.Called.Name == nameof(AxeFindings.Failing))
        || (IsResult(call.Called, ".ctor") && call.Called.GetParameters().Length > 1 && call.Caller.DeclaringType!.Namespace!.EndsWith(".Themes", StringComparison.Ordinal)));

    private static bool CanPass(string test) => Checks[test].SelectMany(method => ReachableCalls.From(method))
        .Any(call => IsVerdict(call.Called, "get_" + nameof(Verdict.Pass)) || IsResult(call.Called, nameof(CheckResult.Compliant)) || IsCompared(call.Called, "get_" + nameof(SampleResult.Compliant)));

    private static bool IsVerdict(MethodBase method, string name) => typeof(Verdict).Equals(method.DeclaringType) && method.Name == name;

    private static bool IsCompared(MethodBase method, string name) => typeof(SampleResult).Equals(method.DeclaringType) && method.Name == name;

    private static bool IsResult(MethodBase method, string name) => typeof(CheckResult).Equals(method.DeclaringType) && method.Name == name;
}
