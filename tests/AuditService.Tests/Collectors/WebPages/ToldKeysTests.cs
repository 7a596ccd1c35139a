using AuditService.Collectors.WebPages.Probes;

namespace AuditService.Tests.Collectors.WebPages;

public sealed class ToldKeysTests
{
    [Theory]
    [InlineData("Press Ctrl+M to Exit", "Control+m")]
    [InlineData("Quitter l'éditeur : Maj + Alt + 9", "Shift+Alt+9")]
    [InlineData("Appuyez sur Échap pour sortir", "Escape")]
    [InlineData("Use F6, or Esc.", "F6 Escape")]
    [InlineData("Contrôle+m puis ctrl+M", "Control+m")]
    [InlineData("Alt+F6 puis ctrl-f2", "Alt+F6 Control+F2")]
    [InlineData("Fermez avec Ctrl+W", "")]
    [InlineData("Un échappatoire, escargots et format F600", "")]
    public void Keys_that_a_text_tells_are_named_as_the_browser_names_them(string text, string keys) => Assert.Equal(keys, string.Join(' ', ToldKeys.In(text)));
}
