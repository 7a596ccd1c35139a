using System.Net.Sockets;
using AuditService.Core;
using AuditService.Storage.Contents;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AuditService.App.Notifications;

/// <summary>Mails go to an SMTP server, or into a directory for trying out.</summary>
public sealed class MailDelivery(AuditServiceSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private readonly AuditServiceSettings.NotificationSettings notifications = settings.Notifications;

    /// <param name="id">The same at every attempt: a server or a mailbox tells a repetition by it.</param>
    /// <remarks>Throws <see cref="DeliveryException"/> when it did not go out.</remarks>
    public async Task SendAsync(string id, string address, IReadOnlyList<AuditNews> news, Language language, CancellationToken cancellation)
    {
        var message = MessageOf(id, address, MailText.Of(news, language));
        if (notifications.DropDirectory is { Length: > 0 } directory)
            await DropAsync(message, directory, id, cancellation);
        else
            await SendAsync(message, cancellation);
    }

    private MimeMessage MessageOf(string id, string address, MailText text)
    {
        if (!MailboxAddress.TryParse(notifications.From, out var from))
            throw new DeliveryException("the setting From is no e-mail address");
        var message = new MimeMessage
        {
            Subject = text.Subject,
            Date = clock.GetUtcNow(),
            MessageId = $"{id}@{from.Domain}",
            Body = new BodyBuilder { TextBody = text.Text, HtmlBody = text.Html }.ToMessageBody(),
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>Whole or not at all, and once: the same message again replaces itself.</summary>
    private static async Task DropAsync(MimeMessage message, string directory, string id, CancellationToken cancellation)
    {
        try
        {
            var folder = Path.GetFullPath(directory);
            PrivateFiles.CreateDirectory(folder);
            var unfinished = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
            await using (var file = PrivateFiles.Create(unfinished))
                await message.WriteToAsync(file, cancellation);
            File.Move(unfinished, Path.Combine(folder, $"{id}.eml"), overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException($"the drop directory cannot be written ({refused.GetType().Name})", refused);
        }
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancellation)
    {
        var smtp = notifications.Smtp;
        if (smtp is { User.Length: > 0, Security: AuditServiceSettings.SmtpSecurity.None })
            throw new DeliveryException("user and password are not sent without encryption (setting Smtp:Security)");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(smtp.Host!, smtp.Port, OptionsOf(smtp.Security), limit.Token);
            if (smtp.User is { Length: > 0 })
                await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", limit.Token);
            await client.SendAsync(message, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException($"no answer of the mail server within {TimeLimit.TotalSeconds:0} s");
        }
        catch (Exception fault) when (fault is CommandException or ProtocolException or AuthenticationException or SslHandshakeException or SocketException or IOException or ServiceNotConnectedException)
        {
            throw new DeliveryException(fault is SmtpCommandException answered ? $"the mail server answered {(int)answered.StatusCode}" : fault.GetType().Name, fault);
        }

        await LeaveAsync(client, limit.Token);
    }

    /// <summary>The server has the message: whatever happens now, it was sent.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception fault) when (fault is OperationCanceledException or CommandException or ProtocolException or SocketException or IOException)
        {
            // Taking leave is a courtesy.
        }
    }

    private static SecureSocketOptions OptionsOf(AuditServiceSettings.SmtpSecurity security) => security switch
    {
        AuditServiceSettings.SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        AuditServiceSettings.SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        AuditServiceSettings.SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(security), security, message: null),
    };
}
