using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.WebPages;

public sealed class PersonalFieldsTests
{
    [Theory]
    [InlineData(0, "<form><select name='city'><option>Lyon</select><input name='azote'></form>")]
    [InlineData(0, "<form><label for='d'>Date de naissance</label><input id='d'></form>")]
    [InlineData(0, "<form><label for='e'>Entreprise</label><input id='e'><label for='c'>Code postal</label><input id='c'></form>")]
    [InlineData(0, "<form><label for='m'>Mot de passe</label><input id='m' type='password'></form>")]
    [InlineData(1, "<form><input type='email' name='contact'></form>")]
    [InlineData(1, "<form><label for='t'>Téléphone</label><input id='t'></form>")]
    [InlineData(3, "<form><label for='n'>Nom</label><input id='n'><label for='v'>Ville</label><input id='v'><label for='d'>Date de naissance</label><input id='d'></form>")]
    [InlineData(1, "<form><input type='email' name='contact'></form><form><select name='city'><option>Lyon</select></form>")]
    public void Fields_count_when_their_form_tells_who_a_person_is(int expected, string form)
    {
        var facts = SomePage.Facts(SomePage.Source($"<!doctype html><html lang='fr'><head><title>Formulaire</title></head><body><main>{form}</main></body></html>"));

        Assert.Equal(expected, Assert.IsType<ObservationsValue>(facts["page.formFieldsPersonal"].Value).Total);
    }
}
