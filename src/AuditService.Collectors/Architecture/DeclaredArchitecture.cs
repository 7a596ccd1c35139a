using System.Text;
using AuditService.Collectors.CrossChecks;
using AuditService.Core.Architecture;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using FlowProtocol = AuditService.Core.Architecture.FlowProtocol;

namespace AuditService.Collectors.Architecture;

/// <summary>
/// The architecture of <c>dossier.yaml</c> as a model. What its short form leaves to be said is read thus: personal data are confidential and
/// important unless their needs are stated; a browser and a service of others are outside and out of scope; "internet: true" on a component of the
/// project means that the internet reaches it; the text of a flow's data is an asset of its own unless data assets are named.
/// </summary>
internal sealed class DeclaredArchitecture(ArchitectureKnowledge knowledge)
{
    private readonly Dictionary<string, DataAsset> data = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> idByName = new(StringComparer.Ordinal);

    public static ArchitectureModel Of(Manifest manifest, ArchitectureKnowledge knowledge) => new DeclaredArchitecture(knowledge).Model(manifest);

    private ArchitectureModel Model(Manifest manifest)
    {
        if (manifest.Architecture is not { Components.Count: > 0 } declared)
            return ArchitectureModel.Empty;
        foreach (var entry in declared.DataAssets)
            Data(entry);
        foreach (var entry in declared.Components)
        {
            foreach (var name in new[] { entry.Id, entry.Name }.OfType<string>())
                idByName.TryAdd(PlainNames.Fold(name), IdOf(entry));
        }

        var flows = declared.Flows.Select((flow, index) => Flow(flow, index, declared)).OfType<Flow>().ToList();
        var components = declared.Components.Select(entry => Component(entry, flows)).ToList();
        return new()
        {
            Title = manifest.Project?.Name ?? "",
            Data = [.. data.Values],
            Components = components,
            Flows = flows,
            Boundaries = Boundaries(declared),
            Runtimes = [.. declared.SharedRuntimes.Where(entry => (entry.Id ?? entry.Name) is not null).Select(entry => new SharedRuntime
            {
                Id = (entry.Id ?? entry.Name)!,
                Title = entry.Name ?? entry.Id!,
                Running = [.. entry.Components.Select(Named)],
                At = At(entry),
            })],
        };
    }

    private void Data(DataAssetEntry entry)
    {
        if ((entry.Id ?? entry.Name) is not { } id)
            return;
        var personal = Asset(id, entry.Name ?? id, entry.PersonalData == true, At(entry));
        data[id] = personal with
        {
            Quantity = entry.Quantity ?? personal.Quantity,
            Confidentiality = entry.Confidentiality ?? personal.Confidentiality,
            Integrity = entry.Integrity ?? personal.Integrity,
            Availability = entry.Availability ?? personal.Availability,
        };
    }

    private static DataAsset Asset(string id, string title, bool isPersonal, ModelSource? at) => new()
    {
        Id = id,
        Title = title,
        Personal = isPersonal,
        Confidentiality = isPersonal ? Confidentiality.Confidential : Confidentiality.Internal,
        Integrity = isPersonal ? Criticality.Important : Criticality.Operational,
        Availability = Criticality.Operational,
        At = at,
    };

    private Component Component(ComponentEntry entry, IReadOnlyList<Flow> flows)
    {
        var id = IdOf(entry);
        var isOutside = entry.Type is ComponentType.Browser or ComponentType.External;
        var technology = Technology(entry);
        var isStore = entry.Type == ComponentType.Datastore;
        var kind = isOutside ? ComponentKind.ExternalEntity : isStore ? ComponentKind.Datastore : entry.Type is null && technology is not null ? knowledge.Catalogue.Find(technology)?.Kind ?? ComponentKind.Process : ComponentKind.Process;
        var carried = flows.Where(flow => flow.To == id || flow.From == id).SelectMany(flow => flow.Carried).Distinct(StringComparer.Ordinal).ToList();
        var isPersonal = entry.PersonalData == true;
        return new()
        {
            Id = id,
            Title = entry.Name ?? id,
            Kind = kind,
            Usage = entry.Usage ?? ComponentUsage.Business,
            Technologies = technology is null ? [] : [technology],
            Product = entry.Technology,
            Machine = entry.Machine,
            Internet = isOutside && entry.Internet != false,
            Exposed = !isOutside && entry.Internet == true,
            OutOfScope = entry.OutOfScope ?? isOutside,
            MultiTenant = entry.MultiTenant == true,
            Redundant = entry.Redundant == true,
            CustomCode = entry.CustomCode == true,
            UsedByHuman = entry.Type == ComponentType.Browser,
            Encryption = entry.EncryptedAtRest switch { true => EncryptionStyle.Transparent, false => EncryptionStyle.None, null => null },
            Confidentiality = entry.Confidentiality ?? (isPersonal ? Confidentiality.Confidential : Confidentiality.Public),
            Integrity = entry.Integrity ?? (isPersonal ? Criticality.Important : Criticality.Archive),
            Availability = entry.Availability ?? Criticality.Archive,
            // A component that says whether it handles personal data says so of what flows through it; only a flow of personal data into one that handles none stands out.
            Processes = entry.Processes.Count > 0 ? entry.Processes : [.. carried.Where(asset => entry.PersonalData != false || data.GetValueOrDefault(asset)?.Personal != true)],
            Stores = entry.Stores.Count > 0 ? entry.Stores : isStore ? carried : [],
            Formats = entry.Formats,
            Logging = entry.Logging,
            At = At(entry),
        };
    }

    private string? Technology(ComponentEntry entry)
    {
        if (entry.TechnologyType is { } said && knowledge.Catalogue.IdOf(said) is { } known)
            return known;
        var byProduct = knowledge.OfProduct(entry.Technology);
        return entry.Type switch
        {
            ComponentType.Browser => "browser",
            ComponentType.Model when byProduct is null || !knowledge.Catalogue.Has(byProduct, Trait.Inference) => "modele-ia",
            ComponentType.Datastore when byProduct is null || knowledge.Catalogue.Find(byProduct)?.Kind != ComponentKind.Datastore => entry.Technology is null ? null : "database",
            _ => byProduct,
        };
    }

    private Flow? Flow(FlowEntry entry, int index, ArchitectureEntry declared)
    {
        if (entry.From is null || entry.To is null)
            return null;
        var from = Named(entry.From);
        var to = Named(entry.To);
        var sent = entry.Sends.Count > 0 ? entry.Sends : entry.Receives.Count == 0 && !string.IsNullOrWhiteSpace(entry.Data) ? [Described(entry)] : [];
        var protocol = Protocol(entry, declared.Components.FirstOrDefault(component => IdOf(component) == to)?.Type);
        return new()
        {
            Id = entry.Id ?? $"{from}>{to}{(index == 0 ? "" : $"-{index}")}",
            Title = entry.Data ?? entry.Id ?? $"{from} → {to}",
            From = from,
            To = to,
            Protocol = protocol,
            Authentication = Authentication(entry.Authentication),
            Authorization = entry.Authorization,
            IsEncrypted = protocol.IsLocal() ? null : entry.Encrypted,
            Usage = entry.Usage ?? ComponentUsage.Business,
            Vpn = entry.Vpn == true,
            IpFiltered = entry.IpFiltered == true,
            Readonly = entry.Readonly == true,
            Sent = sent,
            Received = entry.Receives,
            At = At(entry),
        };
    }

    private string Described(FlowEntry entry)
    {
        var id = Slug(entry.Data!);
        if (!data.TryGetValue(id, out var known) || (entry.PersonalData == true && !known.Personal))
            data[id] = Asset(id, entry.Data!, entry.PersonalData == true, At(entry));
        return id;
    }

    private FlowProtocol Protocol(FlowEntry entry, ComponentType? target)
    {
        if (string.IsNullOrWhiteSpace(entry.Protocol))
            return FlowProtocol.UnknownProtocol;
        if (KebabWords.TryParse<FlowProtocol>(entry.Protocol, out var exact))
            return exact;
        var words = PlainNames.Fold(entry.Protocol).Split([' ', ',', ';', '/', '(', ')', '+', '-', '.', ':', '_'], StringSplitOptions.RemoveEmptyEntries);
        var byScheme = words.Select(knowledge.ProtocolOfScheme).FirstOrDefault(protocol => protocol != FlowProtocol.UnknownProtocol);
        if (byScheme != FlowProtocol.UnknownProtocol)
            return entry.Encrypted == true || words.Contains("tls", StringComparer.Ordinal) ? byScheme.Encrypted() : byScheme;
        var plain = CrossChecks.FlowProtocol.Of(entry.Protocol) == FlowProtection.Local
            ? target == ComponentType.Datastore || words.Contains("file", StringComparer.Ordinal) ? FlowProtocol.LocalFileAccess : FlowProtocol.InterProcessCommunication
            : Array.Exists(words, word => word is "sql" or "postgres" or "postgresql" or "jdbc" or "odbc" or "sqlite") ? FlowProtocol.SqlAccessProtocol
            : Array.Exists(words, word => word is "nosql" or "mongodb" or "redis") ? FlowProtocol.NosqlAccessProtocol
            : FlowProtocol.UnknownProtocol;
        return entry.Encrypted == true ? plain.Encrypted() : plain;
    }

    private static FlowAuthentication? Authentication(string? said)
    {
        if (said is null)
            return null;
        if (Hollow.Says(said) || PlainNames.Fold(said) is "none" or "anonymous" or "anonyme" or "public" or "open" or "ouvert" or "aucune")
            return FlowAuthentication.None;
        return PlainNames.Fold(said) switch
        {
            "mfa" or "2fa" or "two-factor" or "two factors" or "double facteur" => FlowAuthentication.TwoFactor,
            "mtls" or "certificate" or "certificat" or "client-certificate" => FlowAuthentication.ClientCertificate,
            "token" or "jeton" or "jwt" or "api key" or "cle d'api" or "oauth" or "oauth2" or "bearer" => FlowAuthentication.Token,
            "session" or "cookie" or "session-id" => FlowAuthentication.SessionId,
            "sso" or "oidc" or "saml" or "proconnect" or "franceconnect" or "externalized" => FlowAuthentication.Externalized,
            _ => FlowAuthentication.Credentials,
        };
    }

    private IReadOnlyList<TrustBoundary> Boundaries(ArchitectureEntry declared)
    {
        var entries = declared.TrustBoundaries.Where(entry => (entry.Id ?? entry.Name) is not null).ToList();
        return [.. entries.Select(entry => new TrustBoundary
        {
            Id = (entry.Id ?? entry.Name)!,
            Title = entry.Name ?? entry.Id!,
            Type = Type(entry.Type),
            Inside = [.. declared.Components.Where(component => IsNamed(entry, component.TrustBoundary)).Select(IdOf)],
            Nested = [.. entries.Where(other => other != entry && IsNamed(entry, other.Parent)).Select(other => (other.Id ?? other.Name)!)],
            At = At(entry),
        })];

        static bool IsNamed(TrustBoundaryEntry entry, string? name) =>
            name is not null && ((entry.Id is { } id && PlainNames.Fold(id) == PlainNames.Fold(name)) || (entry.Name is { } title && PlainNames.Fold(title) == PlainNames.Fold(name)));

        static BoundaryType Type(string? said) => said is null ? BoundaryType.NetworkVirtualLan
            : KebabWords.TryParse<BoundaryType>(said, out var exact) ? exact
            : PlainNames.Fold(said) switch
            {
                "cloud" or "nuage" => BoundaryType.NetworkCloudProvider,
                "host" or "hote" or "machine" => BoundaryType.ExecutionEnvironment,
                "organisation" or "organization" => BoundaryType.NetworkOnPrem,
                _ => BoundaryType.NetworkVirtualLan,
            };
    }

    private string Named(string name) => idByName.GetValueOrDefault(PlainNames.Fold(name), name);

    private static string IdOf(ComponentEntry entry) => entry.Id ?? entry.Name ?? "?";

    private static ModelSource? At(ManifestEntry entry) => entry.At is { } at ? new(Dossier.ManifestFileName, at.Line) : null;

    internal static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var character in PlainNames.Fold(text))
        {
            if (char.IsLetterOrDigit(character))
                slug.Append(character);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }
}
