using AuditService.Authoring.Architecture;
using AuditService.Core.Architecture;

namespace AuditService.Tests.Core.Architecture;

/// <summary>Each rule on a graph where it sees a risk, with its severity, and on one that differs in a single thing where it sees none.</summary>
public sealed class RiskRulesTests
{
    private const string Secret = "data s confidentiality=strictly-confidential; ";

    /// <summary>Rule, graph with the risk, its identity, its severity, graph without.</summary>
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "accidental-secret-leak", "asset git technology=sourcecode-repository", "git", "low", "asset git technology=tool" },
        { "code-backdooring", "asset ci technology=build-pipeline internet=true", "ci", "medium", "asset ci technology=build-pipeline" },
        { "container-baseimage-backdooring", "asset a machine=container", "a", "medium", "asset a machine=virtual" },
        { "container-platform-escape", "asset k technology=container-platform", "k", "medium", "asset k technology=container-platform out_of_scope=true" },
        { "cross-site-request-forgery", "asset b; asset w technology=web-application; link b w", "w@b>l0", "medium", "asset b; asset w technology=web-application; link b w protocol=binary" },
        { "cross-site-scripting", "asset w technology=web-application", "w", "elevated", "asset w technology=tool" },
        { "dos-risky-access-across-trust-boundary", "asset a; asset b availability=critical; link a b; zone x in=a; zone y in=b", "b@a@a>l0->", "low", "asset a; asset b availability=critical; link a b; zone x in=a,b" },
        { "incomplete-model", "asset a technology=unknown-technology", "a", "low", "asset a" },
        { "ldap-injection", "asset a; asset l technology=ldap-server; link a l protocol=ldaps", "a@l@a>l0", "elevated", "asset a; asset l technology=ldap-server; link a l protocol=https" },
        { "missing-authentication", "asset a; asset b confidentiality=confidential; link a b authentication=none", "a>l0@a@b", "medium", "asset a; asset b confidentiality=confidential; link a b authentication=token" },
        { "missing-authentication-second-factor", "data s confidentiality=confidential; asset a used_as_client_by_human=true; asset b; link a b authentication=credentials data_assets_sent=s", "a>l0@a@b", "medium", "data s confidentiality=confidential; asset a used_as_client_by_human=true; asset b; link a b data_assets_sent=s" },
        { "missing-build-infrastructure", "asset a custom_developed_parts=true", "a", "low", "asset a" },
        { "missing-cloud-hardening", "asset a; zone c type=network-cloud-provider in=a", "c", "medium", "asset a; zone c in=a" },
        { "missing-file-validation", "asset a custom_developed_parts=true data_formats_accepted=file", "a", "medium", "asset a custom_developed_parts=true data_formats_accepted=json" },
        { "missing-hardening", "asset a; asset b confidentiality=strictly-confidential", "b", "elevated", "asset a; asset b confidentiality=strictly-confidential out_of_scope=true" },
        { "missing-identity-propagation", "asset a; asset b technology=web-application confidentiality=confidential; link a b authorization=technical-user", "a>l0@a@b", "low", "asset a; asset b technology=web-application confidentiality=confidential; link a b" },
        { "missing-identity-provider-isolation", "asset i technology=identity-provider; asset b; zone x in=i,b", "i", "medium", "asset i technology=identity-provider; asset b; zone x in=i; zone y in=b" },
        { "missing-identity-store", "asset a; asset b; link a b", "b", "low", "asset a; asset b; link a b authorization=technical-user" },
        { "missing-network-segmentation", "asset a type=datastore technology=database confidentiality=confidential; asset w technology=web-application; zone x in=a,w", "a", "low", "asset a type=datastore technology=database confidentiality=confidential; asset w technology=web-application; zone x in=a; zone y in=w" },
        { "missing-vault", "asset a", "a", "low", "asset a; asset v technology=vault" },
        { "missing-vault-isolation", "asset v technology=vault; asset b; zone x in=v,b", "v", "medium", "asset v technology=vault; asset b type=datastore; link v b; zone x in=v,b" },
        { "missing-waf", "asset a; asset w technology=web-application; link a w; zone x in=a; zone y in=w", "w", "low", "asset a technology=waf; asset w technology=web-application; link a w; zone x in=a; zone y in=w" },
        { "mixed-targets-on-shared-runtime", "asset a; asset b; zone x in=a; zone y in=b; runtime r on=a,b", "r", "low", "asset a; asset b; zone x in=a,b; runtime r on=a,b" },
        { "path-traversal", "asset a; asset f type=datastore technology=file-server; link a f", "a@f@a>l0", "elevated", "asset a out_of_scope=true; asset f type=datastore technology=file-server; link a f" },
        { "push-instead-of-pull-deployment", "asset ci technology=build-pipeline; asset a; link ci a usage=devops", "ci", "low", "asset ci technology=build-pipeline; asset a; link ci a usage=devops readonly=true" },
        { "search-query-injection", "asset a; asset s technology=search-engine; link a s", "a@s@a>l0", "medium", "asset a; asset s technology=search-engine; link a s protocol=text" },
        { "server-side-request-forgery", "asset a; asset b; link a b", "a@b@a>l0", "medium", "asset a technology=browser; asset b; link a b" },
        { "service-registry-poisoning", "asset r technology=service-registry", "r", "low", "asset r" },
        { "sql-nosql-injection", "asset a; asset b type=datastore technology=database; link a b protocol=jdbc-encrypted", "a@b@a>l0", "elevated", "asset a; asset b type=datastore technology=database; link a b protocol=ssh" },
        { "unchecked-deployment", "asset ci technology=build-pipeline", "ci", "low", "asset ci" },
        { "unencrypted-asset", "data s integrity=critical; asset b type=datastore encryption=none data_assets_stored=s", "b", "medium", "data s integrity=critical; asset b type=datastore data_assets_stored=s" },
        { "unencrypted-communication", "data s confidentiality=confidential; asset a; asset b; link a b protocol=http authentication=none data_assets_sent=s", "a>l0@a@b", "medium", "data s confidentiality=confidential; asset a; asset b; link a b protocol=https authentication=none data_assets_sent=s" },
        { "unguarded-access-from-internet", "asset u internet=true out_of_scope=true; asset b confidentiality=confidential; link u b", "b@u@u>l0", "elevated", "asset u internet=true out_of_scope=true; asset b confidentiality=confidential; link u b vpn=true" },
        { "unguarded-direct-datastore-access", "asset a; asset b type=datastore confidentiality=confidential; link a b; zone x in=a; zone y in=b", "a>l0@a@b", "elevated", "asset a; asset b type=datastore confidentiality=confidential; link a b; zone x in=a; zone y in=b; zone z nested=x,y" },
        { "unnecessary-communication-link", "asset a; asset b; link a b data_assets_sent=", "a>l0@a", "low", "asset a; asset b; link a b" },
        { "unnecessary-data-asset", "data x; asset a data_assets_processed=d", "x", "low", "data x; asset a data_assets_processed=x,d" },
        { "unnecessary-data-transfer", Secret + "asset a data_assets_processed=s; asset b; link a b data_assets_sent=s", "s@b@a", "medium", Secret + "asset a data_assets_processed=s; asset b data_assets_processed=s; link a b data_assets_sent=s" },
        { "unnecessary-technical-asset", "asset a data_assets_processed=d", "a", "low", "asset a data_assets_processed=d; link a b; asset b" },
        { "untrusted-deserialization", "asset a data_formats_accepted=serialization", "a", "elevated", "asset a data_formats_accepted=json" },
        { "wrong-communication-link-content", "asset a; asset b; link a b readonly=true", "a@a>l0", "low", "asset a; asset b; link a b" },
        { "wrong-trust-boundary-content", "asset a machine=physical; zone n type=network-policy-namespace-isolation in=a", "a", "low", "asset a machine=container; zone n type=network-policy-namespace-isolation in=a" },
        { "xml-external-entity", "asset a data_formats_accepted=xml", "a", "elevated", "asset a data_formats_accepted=yaml" },
        { "ai-prompt-injection-path", "asset u used_as_client_by_human=true; asset a; asset m technology=serveur-inference; link u a; link a m", "a@m@a>l0", "elevated", "asset u used_as_client_by_human=true; asset a; asset m technology=serveur-inference; asset g technology=garde-fou; link u a; link a g; link a m" },
        { "ai-indirect-prompt-injection", "asset a; asset m technology=llm-tiers type=external-entity; asset w type=external-entity; link a m; link a w readonly=true", "a@w@a>l1", "elevated", "asset a; asset m technology=llm-tiers type=external-entity; asset w; link a m; link a w readonly=true" },
        { "ai-agent-reach", "asset g technology=agent; asset b type=datastore confidentiality=confidential; link g b authorization=technical-user", "g@b@g>l0", "elevated", "asset g technology=agent; asset b type=datastore confidentiality=confidential; link g b" },
        { "ai-unauthenticated-tool", "asset g technology=agent; asset t technology=outil-mcp; link g t authentication=none", "t@g@g>l0", "elevated", "asset g technology=agent; asset t technology=outil-mcp; link g t" },
        { "ai-inter-agent-communication", "asset g technology=agent; asset h technology=agent; link g h authentication=none", "h@g@g>l0", "elevated", "asset g technology=agent; asset h technology=agent; link g h" },
        { "ai-rag-poisoning", "asset u type=external-entity; asset v type=datastore technology=base-vectorielle; link u v", "v@u@u>l0", "elevated", "asset u type=external-entity; asset v type=datastore technology=base-vectorielle; link u v readonly=true" },
        { "ai-training-data-poisoning", "asset u type=external-entity; asset v type=datastore technology=jeu-de-donnees; link u v", "v@u@u>l0", "elevated", "asset u; asset v type=datastore technology=jeu-de-donnees; link u v" },
        { "ai-unauthenticated-inference", "asset a; asset m technology=serveur-inference; link a m authentication=none", "m@a@a>l0", "elevated", "asset a; asset m technology=serveur-inference; link a m" },
        { "ai-model-theft", "asset m technology=modele-ia encryption=none confidentiality=confidential", "m", "medium", "asset m technology=modele-ia confidentiality=confidential" },
        { "ai-unguarded-model-registry", "asset u type=external-entity internet=true; asset r type=datastore technology=registre-de-modeles; link u r", "r@u@u>l0", "elevated", "asset u type=external-entity internet=true; asset r type=datastore technology=registre-de-modeles; link u r vpn=true usage=devops" },
        { "ai-untrusted-model-source", "asset a; asset h type=external-entity technology=registre-de-modeles; link a h", "a@h@a>l0", "medium", "asset a; asset h type=datastore technology=registre-de-modeles; link a h" },
        { "ai-sensitive-data-to-third-party", "data s confidentiality=confidential; asset a; asset m type=external-entity technology=llm-tiers; link a m data_assets_sent=s", "a@m@a>l0", "elevated", "data s confidentiality=confidential; asset a; asset m technology=serveur-inference; link a m data_assets_sent=s" },
        { "ai-mixed-environments", "asset t technology=pipeline-entrainement; asset m technology=serveur-inference; zone x in=t,m", "t", "elevated", "asset t technology=pipeline-entrainement; asset m technology=serveur-inference; zone x in=t; zone y in=m" },
        { "ai-shared-across-tenants", "asset v type=datastore technology=base-vectorielle multi_tenant=true", "v", "elevated", "asset a; asset v type=datastore technology=base-vectorielle multi_tenant=true; link a v" },
        { "ai-exposed-notebook", "asset u internet=true; asset n technology=notebook; link u n", "n", "high", "asset u internet=true; asset n technology=notebook; link u n vpn=true" },
        { "ai-unbounded-consumption", "asset u internet=true; asset a; asset m technology=serveur-inference; link u a authentication=none; link a m", "a", "medium", "asset u internet=true; asset p technology=gateway; asset a; asset m technology=serveur-inference; link u p; link p a; link a m" },
        { "ai-unlogged-model-use", "asset a; asset m technology=serveur-inference; link a m", "a", "medium", "asset a; asset m technology=serveur-inference; asset l technology=monitoring; link a m; link a l" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_sees_its_risk_with_its_severity_and_sees_none_where_the_cause_is_gone(string rule, string risky, string identity, string severity, string mended)
    {
        var seen = RiskRules.Find(Drawn.Graph(risky)).Where(risk => risk.Rule == rule).ToList();

        var risk = Assert.Single(seen, risk => risk.Id == $"{rule}@{identity}");
        Assert.Equal(severity, KebabWords.Of(risk.Severity));
        Assert.DoesNotContain(RiskRules.Find(Drawn.Graph(mended)), risk => risk.Rule == rule && risk.Id == $"{rule}@{identity}");
    }

    [Fact]
    public void Every_rule_has_such_a_case_and_words_in_both_languages()
    {
        var tried = Cases.Select(row => row.Data.Item1).Order(StringComparer.Ordinal);

        Assert.Equal(RiskRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), tried);
        Assert.All(RiskRules.All, rule => Assert.NotEqual("", ArchitectureKnowledgeReader.Texts.Of(rule.Id).Remedy.En));
    }

    [Theory]
    [InlineData(Likelihood.Unlikely, Impact.Low, RiskSeverity.Low)]
    [InlineData(Likelihood.VeryLikely, Impact.Low, RiskSeverity.Medium)]
    [InlineData(Likelihood.Likely, Impact.Medium, RiskSeverity.Elevated)]
    [InlineData(Likelihood.Likely, Impact.VeryHigh, RiskSeverity.Elevated)]
    [InlineData(Likelihood.VeryLikely, Impact.High, RiskSeverity.High)]
    [InlineData(Likelihood.VeryLikely, Impact.VeryHigh, RiskSeverity.High)]
    [InlineData(Likelihood.Frequent, Impact.VeryHigh, RiskSeverity.Critical)]
    public void A_severity_is_the_product_of_likelihood_and_impact(Likelihood likelihood, Impact impact, RiskSeverity severity) => Assert.Equal(severity, ArchitectureRisk.Of(likelihood, impact));

    [Fact]
    public void Data_raise_the_impact_of_what_they_are_near()
    {
        var severe = RiskRules.Find(Drawn.Graph(Secret + "asset w technology=web-application data_assets_processed=s"));

        Assert.Equal(Impact.High, Assert.Single(severe, risk => risk.Rule == "cross-site-scripting").Impact);
    }
}
