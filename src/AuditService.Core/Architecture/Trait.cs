namespace AuditService.Core.Architecture;

/// <summary>What may be true of a technology; the words stand in <c>rules/architecture.yaml</c>. A technology's own id is one too.</summary>
public static class Trait
{
    public const string MayContainSecrets = "may-contain-secrets";
    public const string NoAuthenticationRequired = "no-authentication-required";
    public const string HighValueTarget = "high-value-target";
    public const string WebApplication = "serves-pages";
    public const string WebService = "serves-programs";
    public const string IdentityStore = "keeps-identities";
    public const string NoSegmentationRequired = "no-network-segmentation-required";
    public const string IdentityRelated = "identity-related";
    public const string FileStorage = "keeps-files";
    public const string SearchRelated = "search-related";
    public const string OpenToQueryInjection = "open-to-query-injection";
    public const string NoStorageAtRest = "no-storage-at-rest";
    public const string HttpFromInternetAccepted = "http-from-internet-accepted";
    public const string FtpFromInternetAccepted = "ftp-from-internet-accepted";
    public const string UnprotectedCommunicationTolerated = "unprotected-communication-tolerated";
    public const string UnnecessaryDataTolerated = "unnecessary-data-tolerated";
    public const string NearHighValueTargetsTolerated = "near-high-value-targets-tolerated";
    public const string Client = "client";
    public const string PropagatesIdentity = "propagates-identity";
    public const string LessProtected = "less-protected";
    public const string ServesEndUsers = "serves-end-users";
    public const string StoresEndUserData = "stores-end-user-data";
    public const string Frontend = "frontend";
    public const string Backend = "backend";
    public const string Development = "development";
    public const string TrafficForwarding = "traffic-forwarding";
    public const string Embedded = "embedded";

    /// <summary>A language model answers there.</summary>
    public const string LanguageModel = "language-model";

    /// <summary>A model answers there, of language or not.</summary>
    public const string Inference = "inference";

    /// <summary>It decides by itself what to call.</summary>
    public const string Autonomous = "autonomous";

    /// <summary>It acts when a model asks.</summary>
    public const string ActsForModels = "acts-for-models";

    /// <summary>It feeds answers of a model at run time.</summary>
    public const string RetrievalSource = "retrieval-source";

    /// <summary>What models learn from passes there.</summary>
    public const string TrainingSource = "training-source";

    /// <summary>Models are made there.</summary>
    public const string Training = "training";

    /// <summary>Models are kept there.</summary>
    public const string KeepsModels = "keeps-models";

    /// <summary>It filters what goes into a model and what comes out.</summary>
    public const string Guardrail = "guardrail";

    /// <summary>Any technology of AI.</summary>
    public const string Ai = "ai-related";
}
