using System.Xml.Linq;
using AuditService.Storage.People;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AuditService.App.People;

/// <summary>Data Protection's keys in the database: sessions survive a restart, and processes on the same database understand each other's.</summary>
internal sealed class DataProtectionKeys(KeyStore keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.AllAsync(CancellationToken.None).GetAwaiter().GetResult().Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        keys.PutAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None).GetAwaiter().GetResult();
}
