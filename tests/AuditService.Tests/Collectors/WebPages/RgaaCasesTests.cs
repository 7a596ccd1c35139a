using System.Text;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Tests.Collectors.WebPages;

/// <summary>Where the letter of RGAA 4.1.2 parts from what a developer, or axe, would say. Static checks alone.</summary>
public sealed class RgaaCasesTests
{
    private const RgaaOutcome C = RgaaOutcome.Compliant;
    private const RgaaOutcome NC = RgaaOutcome.NonCompliant;
    private const RgaaOutcome NA = RgaaOutcome.NotApplicable;
    private const RgaaOutcome Review = RgaaOutcome.NeedsReview;

    [Theory]
    [InlineData("1.1.1", NC, "<div role='img' title='Chat' style='width:20px;height:20px'></div>")]
    [InlineData("1.1.1", NC, "<img src='plan.svg'>")]
    [InlineData("1.1.1", C, "<img src='plan.svg' alt='Plan du site'>")]
    [InlineData("1.1.1", Review, "<img src='plan.svg' alt=''>")]
    [InlineData("1.1.1", NC, "<img src='plan.svg' alt=' '>")]
    [InlineData("1.1.1", NA, "<p>Texte</p>")]
    [InlineData("1.1.1", NA, "<button><img src='a.svg' alt='Ouvrir'></button>")]
    [InlineData("1.1.1", Review, "<button><img src='a.svg'></button><img src='plan.svg' alt='Plan du site'>")]
    [InlineData("1.1.2", NC, "<img src='plan.svg' alt='Carte' usemap='#m'><map name='m'><area shape='rect' coords='0,0,9,9' href='/nord' title='Nord'></map>")]
    [InlineData("1.1.3", NC, "<form><input type='image' src='ok.png'></form>")]
    [InlineData("1.1.3", C, "<form><input type='image' src='ok.png' alt='Envoyer'></form>")]
    [InlineData("1.1.4", Review, "<a href='/carte'><img src='plan.svg' alt='Carte' ismap></a> <a href='/carte/nord'>Nord</a>")]
    [InlineData("1.1.5", NC, "<svg width='40' height='40'><title>Graphique</title><circle r='9' cx='9' cy='9'/></svg>")]
    [InlineData("1.1.5", C, "<svg role='img' aria-label='Graphique'><circle r='9'/></svg>")]
    [InlineData("1.1.5", NC, "<svg width='40' height='40'><circle role='graphics-symbol' r='9'/></svg>")]
    [InlineData("1.1.5", Review, "<svg width='40' height='40'><circle role='graphics-symbol' aria-label='Un rond' r='9'/></svg>")]
    [InlineData("1.1.6", NC, "<object type='image/svg+xml' data='plan.svg' aria-label='Plan du site'></object>")]
    [InlineData("1.1.6", Review, "<object type='image/svg+xml' data='plan.svg'></object> <a href='/alt'>Version texte du plan</a>")]
    [InlineData("1.1.7", NC, "<embed type='image/svg+xml' src='plan.svg'>")]
    [InlineData("1.1.8", NC, "<canvas aria-label='Fréquentation en hausse'></canvas>")]
    [InlineData("1.1.8", Review, "<canvas></canvas>")]
    [InlineData("1.7.1", NA, "<img src='plan.svg' alt='Plan' aria-describedby='absent'>")]
    [InlineData("1.7.1", NC, "<img src='plan.svg' alt='Plan du site' aria-describedby='d'><p id='d'>Plan du site</p>")]
    [InlineData("1.2.1", NC, "<img src='plan.svg' alt='' title='Chat'>")]
    [InlineData("1.2.1", C, "<img src='plan.svg' alt=''>")]
    [InlineData("1.2.1", Review, "<img src='plan.svg' alt=' '>")]
    [InlineData("1.2.1", NA, "<a href='/plan'><img src='plan.svg' alt='' aria-label='Plan des salles'></a>")]
    [InlineData("1.2.4", NC, "<svg role='none' aria-label='Un rond' width='40'><circle r='9'/></svg>")]
    [InlineData("1.2.4", NC, "<svg role='presentation' width='40'><title>Un rond</title><circle r='9'/></svg>")]
    [InlineData("1.2.4", Review, "<svg role='none' width='40'><circle r='9'/></svg>")]
    [InlineData("1.3.1", NC, "<img src='IMG_1234.jpg' alt='IMG_1234.jpg'>")]
    [InlineData("1.3.1", Review, "<img src='chat.png' alt='Chat'>")]
    [InlineData("1.3.6", NC, "<svg role='img' aria-label='SVG' width='40'><circle r='9'/></svg>")]
    [InlineData("1.3.6", Review, "<svg role='img' aria-label='Canvas des offres' width='40'><circle r='9'/></svg>")]
    [InlineData("5.3.1", NC, "<table><tr><td><h2>À gauche</h2><p>Bloc</p></td><td><table><tr><td>À droite</td></tr></table></td></tr></table>")]
    [InlineData("5.3.1", Review, "<table><tr><td>À gauche</td><td>À droite</td></tr></table>")]
    [InlineData("5.3.1", Review, "<table><tr><td><h2>Nord</h2></td><td>3</td></tr><tr><td><h2>Sud</h2></td><td>4</td></tr></table>")]
    [InlineData("5.3.1", Review, "<table role='presentation'><tr><td><h2>À gauche</h2></td><td><h2>À droite</h2></td></tr></table>")]
    [InlineData("13.5.1", Review, "<p>Tant pis ¯\\_(ツ)_/¯</p>")]
    [InlineData("13.5.1", NA, "<p>Le fichier C_(x)_/y est prêt.</p>")]
    [InlineData("1.9.1", NC, "<figure><img src='plan.svg' alt='Plan'><figcaption>Plan du site</figcaption></figure>")]
    [InlineData("1.9.1", C, "<figure role='figure' aria-label='Plan du site'><img src='plan.svg' alt='Plan'><figcaption>Plan du  site</figcaption></figure>")]
    [InlineData("1.9.1", C, "<figure role='figure' aria-label='Plan, mai 2024'><img src='plan.svg' alt='Plan'><figcaption>Plan,<br>mai 2024</figcaption></figure>")]
    [InlineData("1.9.1", NA, "<figure><img src='plan.svg' alt='Plan'></figure>")]
    [InlineData("2.1.1", NC, "<iframe aria-label='Carte' srcdoc='<p>x</p>'></iframe>")]
    [InlineData("2.1.1", C, "<iframe title='Carte de la ville' srcdoc='<p>x</p>'></iframe>")]
    [InlineData("2.1.1", NA, "<iframe aria-hidden='true' src='t.html'></iframe>")]
    [InlineData("2.2.1", NC, "<iframe title='iframe' src='t.html'></iframe>")]
    [InlineData("4.3.2", NC, "<video controls src='x.mp4'><track kind='subtitles' src='a.vtt' srclang='fr'></video>")]
    [InlineData("4.3.2", C, "<video controls src='x.mp4'><track kind='captions' src='a.vtt'><track kind='subtitles' src='e.vtt'></video>")]
    [InlineData("4.11.1", NC, "<p><a href='/x'>Un</a></p><video src='visite.mp4'></video>")]
    [InlineData("4.11.1", Review, "<p><a href='#' onclick='lire()'>Lire</a></p><video src='visite.mp4'></video>")]
    [InlineData("5.7.1", NC, "<table><caption>Notes</caption><tr><th>Nom</th><th>Note</th></tr><tr><th>Ann</th><td>1</td></tr><tr><th>Bob</th><td>2</td></tr></table>")]
    [InlineData("5.7.1", NA, "<table><tr><th>Nom</th><th>Note</th></tr><tr><td>Ann</td><td>1</td></tr></table>")]
    [InlineData("5.7.1", NA, "<table><thead><tr><th>Nom</th><th>Note</th></tr></thead><tfoot><tr><th>Nom</th><th>Note</th></tr></tfoot><tr><td>Ann</td><td>1</td></tr></table>")]
    [InlineData("5.7.3", NA, "<table><thead><tr><th>Nom</th><th>Note</th></tr></thead><tfoot><tr><th>Nom</th><th>Note</th></tr></tfoot><tr><td>Ann</td><td>1</td></tr></table>")]
    [InlineData("5.7.3", NC, "<table><thead><tr><th>Nom</th><th>Note</th></tr></thead><tfoot><tr><th>Total</th><th>12</th></tr></tfoot><tr><td>Ann</td><td>1</td></tr></table>")]
    [InlineData("5.7.2", NC, "<table><tr><th scope='colonne'>A</th><th scope='col'>B</th></tr><tr><td>1</td><td>2</td></tr></table>")]
    [InlineData("5.7.4", NC, "<table><tr><th id='a'>A</th><th id='b'>B</th></tr><tr><td headers='a'>1</td><td headers='absent'>2</td></tr></table>")]
    [InlineData("5.7.4", NC, "<table><tr><th id='a'>Pays</th><th id='b'>Capitale</th></tr><tr><td headers='a'>Mali</td><td headers='a'>Bamako</td></tr></table>")]
    [InlineData("5.7.4", C, "<table><tr><th id='a'>Pays</th><th id='b'>Capitale</th></tr><tr><td headers='a'>Mali</td><td headers='b'>Bamako</td></tr></table>")]
    [InlineData("5.7.4", C, "<table><tr><th id='a'>Pays</th><th id='b'>Capitale</th></tr><tr><td headers='a'>Mali</td></tr><tr><td headers='b'>Bamako</td></tr></table>")]
    [InlineData("5.8.1", NC, "<table role='presentation'><tr><th>A</th></tr><tr><td>1</td></tr></table>")]
    [InlineData("5.8.1", C, "<table role='presentation'><tr><td>1</td></tr></table>")]
    [InlineData("6.1.1", NC, "<h2>Nous contacter</h2><a href='/fil' style='background:url(bulle.png)'>Écrivez-nous</a> <a href='/appel' style='background:url(combine.png)'>Écrivez-nous</a>")]
    [InlineData("6.1.1", Review, "<h2>Nous contacter</h2><a href='/fil'>Écrivez-nous</a> <a href='/appel'>Écrivez-nous</a>")]
    [InlineData("6.1.1", Review, "<h2>Nous contacter</h2><a href='/fil' style='background:url(bulle.png)'>Écrivez-nous</a> au service <a href='/appel' style='background:url(combine.png)'>Écrivez-nous</a>")]
    [InlineData("6.1.1", Review, "<h2>Nous contacter</h2><a href='/fil' style='background:url(bulle.png)'>Écrivez-nous</a> <a href='/fil/' style='background:url(combine.png)'>Écrivez-nous</a>")]
    [InlineData("6.1.1", NC, "<div class='c'><div>Chaise</div><a href='/p/1'>Voir le produit</a></div><div class='c'><div>Table</div><a href='/p/2'>Voir le produit</a></div>")]
    [InlineData("6.1.1", Review, "<div class='c'><h2>Chaise</h2><a href='/p/1'>Voir le produit</a></div><div class='c'><h2>Table</h2><a href='/p/2'>Voir le produit</a></div>")]
    [InlineData("6.1.1", Review, "<ul><li><div>Chaise</div><a href='/p/1'>Voir le produit</a></li><li><div>Table</div><a href='/p/2'>Voir le produit</a></li></ul>")]
    [InlineData("6.1.1", Review, "<div class='c'><div>Chaise</div><a href='/p?de=haut'>Voir le catalogue</a></div><div class='c'><div>Table</div><a href='/p?de=bas'>Voir le catalogue</a></div>")]
    [InlineData("6.1.1", Review, "<div class='c'><div>Chaise</div><a href='/p/1'>Voir le produit</a></div><section><div>Table</div><a href='/p/2'>Voir le produit</a></section>")]
    [InlineData("6.1.1", Review, "<div class='c'><a href='/p/1'>Voir le produit</a></div><div class='c'><a href='/p/2'>Voir le produit</a></div>")]
    [InlineData("6.1.4", NC, "<svg><a href='/fil' aria-label='Écrivez-nous'><path d='M0 0h9'/></a><a href='/appel' aria-label='Écrivez-nous'><path d='M9 9v9'/></a></svg>")]
    [InlineData("6.1.5", NC, "<p>Texte <a href='/x' title='Télécharger'>Rapport annuel</a></p>")]
    [InlineData("6.1.5", C, "<p>Texte <a href='/x' title='Rapport annuel (PDF)'>Rapport annuel</a></p>")]
    [InlineData("6.1.5", Review, "<p>Texte <a href='/x' aria-label='Avenue Jean Jaurès'>Av. Jean Jaurès</a></p>")]
    [InlineData("6.1.5", NC, "<p>Texte <a href='/x' aria-label='Boulevard Jean Jaurès'>Av. Jean Jaurès</a></p>")]
    [InlineData("6.2.1", NC, "<p>Texte <a href='/x' aria-label='Réseau social'></a></p>")]
    [InlineData("6.2.1", NC, "<p>Texte <a href='/x' title='Réseau social'></a></p>")]
    [InlineData("6.2.1", C, "<p>Texte <a href='/x'>Rapport</a></p>")]
    [InlineData("6.2.1", NC, "<p>Texte <a href='/x'><img src='a.png' alt='Rapport' role='none'></a></p>")]
    [InlineData("7.1.3", NC, "<button type='button'></button>")]
    [InlineData("7.1.3", NC, "<button type='button' aria-label='Fermer'>Enregistrer</button>")]
    [InlineData("7.1.3", Review, "<button type='button' title='Possible après une analyse'>Enregistrer</button>")]
    [InlineData("7.1.1", NC, "<p><span onclick='suite()'>Plan des salles</span></p>")]
    [InlineData("7.1.1", Review, "<p><a href='/plan'><span onclick='compter()'>Plan des salles</span></a></p>")]
    [InlineData("7.3.1", NC, "<p><span onclick='suite()'>Plan des salles</span></p>")]
    [InlineData("7.3.1", Review, "<p><a href='/plan'><span onclick='compter()'>Plan des salles</span></a></p>")]
    [InlineData("7.4.1", NC, "<form><label for='s'>Salle</label><select id='s' onchange='location.href=this.value'><option>A</option></select></form>")]
    [InlineData("7.4.1", Review, "<form><label for='s'>Salle (le choix ouvre aussitôt sa page)</label><select id='s' onchange='location.href=this.value'><option>A</option></select></form>")]
    [InlineData("8.2.1", NC, "<p id='a'>x</p><p id='a'>y</p>")]
    [InlineData("8.2.1", Review, "<svg aria-hidden='true'><defs><linearGradient id='g'><stop offset='0'/></linearGradient><clipPath id='c'><path d='M0 0'/></clipPath><filter id='f'><feGaussianBlur></feGaussianBlur></filter></defs></svg>")]
    [InlineData("8.2.1", NC, "<svg aria-hidden='true'><linearGradient id='g'></linearGradient></svg><p>a</b></p>")]
    [InlineData("8.2.1", NC, "<ul><div><li>Un</li></div></ul>")]
    [InlineData("8.2.1", Review, "<ul><mon-item></mon-item><li><div>Un</div></li></ul>")]
    [InlineData("10.1.3", NC, "<p>M É D I A T H È Q U E</p>")]
    [InlineData("10.1.3", Review, "<p>Touches de jeu : Z Q S D</p>")]
    [InlineData("10.5.2", Review, "<style>html{background:#fff}body{color:#222}</style><p>a</p>")]
    [InlineData("10.5.2", NC, "<style>html{background:#fff}main{color:#222}</style><p>a</p>")]
    [InlineData("8.8.1", NC, "<p><span lang='zz'>bonjour</span></p>")]
    [InlineData("8.10.1", NC, "<p>مرحبا بكم</p>")]
    [InlineData("8.10.1", C, "<p dir='rtl'>مرحبا بكم</p>")]
    [InlineData("8.10.2", NA, "<p dir=''>bonjour</p>")]
    [InlineData("8.10.2", NC, "<p dir='auto'>bonjour</p>")]
    [InlineData("9.1.1", Review, "<h2>a</h2><h4>b</h4>")]
    [InlineData("9.1.2", NC, "<h2></h2>")]
    [InlineData("9.1.2", NC, "<h2><img src='logo.png' alt='La mairie' role='presentation'></h2>")]
    [InlineData("9.1.2", Review, "<h2><img src='logo.png' alt='La mairie'></h2>")]
    [InlineData("9.1.3", NC, "<div role='heading'>Sous-titre</div>")]
    [InlineData("9.1.3", NC, "<h2 aria-hidden='true'>Nos délais</h2><p>Trente jours ouvrés.</p>")]
    [InlineData("9.1.3", Review, "<h2><span aria-hidden='true'>Nos délais</span></h2><p>Trente jours ouvrés.</p>")]
    [InlineData("9.1.3", Review, "<h2 aria-hidden='true'>Nos délais</h2><h2>Nos délais</h2><p>Trente jours ouvrés.</p>")]
    [InlineData("9.1.3", Review, "<div aria-hidden='true'><h2>Nos délais</h2><p>Trente jours ouvrés.</p></div>")]
    [InlineData("7.1.1", NC, "<p aria-lable='x'>a</p>")]
    [InlineData("11.2.1", NC, "<form><label for='a'>Infos</label><input id='a' name='a'></form>")]
    [InlineData("11.2.1", NC, "<form><label for='a'>Nom</label><input id='a' name='a'><label for='b'>Nom</label><input id='b' name='b'></form>")]
    [InlineData("11.2.1", Review, "<form><label for='a'>Nom</label><input id='a' name='a'><label for='b'>Prénom</label><input id='b' name='b'></form>")]
    [InlineData("11.2.1", Review, "<form><fieldset><legend>Enfant</legend><label for='a'>Nom</label><input id='a' name='a'></fieldset><fieldset><legend>Parent</legend><label for='b'>Nom</label><input id='b' name='b'></fieldset></form>")]
    [InlineData("11.2.1", NC, "<form><fieldset><label for='a'>Nom</label><input id='a' name='a'></fieldset><fieldset><label for='b'>Nom</label><input id='b' name='b'></fieldset></form>")]
    [InlineData("11.2.1", Review, "<form><div>Enfant</div><label for='a'>Nom</label><input id='a' name='a'><div>Parent</div><label for='b'>Nom</label><input id='b' name='b'></form>")]
    [InlineData("11.2.1", Review, "<form><h2>Enfant</h2><label for='a'>Nom</label><input id='a' name='a'><h2>Parent</h2><label for='b'>Nom</label><input id='b' name='b'></form>")]
    [InlineData("9.3.1", NC, "<ul><div>a</div><li>b</li></ul>")]
    [InlineData("9.3.1", NC, "<p>• pommes<br>• poires</p>")]
    [InlineData("9.3.2", NC, "<ol><div>a</div><li>b</li></ol>")]
    [InlineData("10.1.1", NC, "<center><font color='red'>x</font></center>")]
    [InlineData("10.1.1", C, "<p><u>x</u></p>")]
    [InlineData("10.1.2", NC, "<table bgcolor='red'><tr><td>1</td></tr></table>")]
    [InlineData("10.1.2", C, "<img src='a.png' alt='A' width='10' height='10'><svg width='4'><rect width='4'/></svg>")]
    [InlineData("10.7.1", Review, "<style>.o{outline:0}.w:focus-within{box-shadow:0 0 0 3px #036}</style><p class='w'><a class='o' href='/x'>Lire le rapport annuel</a></p>")]
    [InlineData("1.1.1", NA, "<div hidden='until-found'><img src='a.png'></div>")]
    [InlineData("10.7.1", NC, "<style>.o:focus{outline:0}</style><p><a class='o' href='/x'>Lire le rapport annuel</a></p>")]
    [InlineData("11.1.1", NC, "<form><label>Nom <input name='n'></label></form>")]
    [InlineData("11.1.1", NC, "<form><input placeholder='Nom'></form>")]
    [InlineData("11.1.1", C, "<form><label for='n'>Nom</label><input id='n'></form>")]
    [InlineData("11.1.2", NC, "<form><label for='absent'>Nom</label> <input id='n'></form>")]
    [InlineData("11.2.5", NC, "<form><label for='m'>Adresse postale</label> <input id='m' aria-label='Code secret'></form>")]
    [InlineData("11.5.1", NC, "<form><label for='a'>A</label><input type='radio' name='r' id='a'><label for='b'>B</label><input type='radio' name='r' id='b'></form>")]
    [InlineData("11.6.1", NC, "<form><fieldset><label for='a'>A</label><input type='radio' name='r' id='a'><label for='b'>B</label><input type='radio' name='r' id='b'></fieldset></form>")]
    [InlineData("11.8.2", NC, "<form><label for='s'>Pays</label><select id='s'><optgroup><option>a</option></optgroup></select></form>")]
    [InlineData("11.9.2", NC, "<form><button aria-label='Fermer'>Envoyer</button></form>")]
    [InlineData("11.10.2", NC, "<form><label for='a'>Nom</label><input id='a' required><label for='b'>Ville</label><input id='b'></form>")]
    [InlineData("11.10.4", Review, "<form><label for='a'>Titre</label><input id='a' aria-invalid='true' aria-describedby='zz'></form>")]
    [InlineData("11.10.7", Review, "<form><label for='a'>Titre</label><input id='a' aria-invalid='true' aria-describedby='zz'></form>")]
    [InlineData("11.10.4", NC, "<form><label for='a'>Titre</label><input id='a' required aria-invalid='true' aria-describedby='zz'></form>")]
    [InlineData("11.10.7", NC, "<form><label for='a'>Jour</label><input id='a' type='date' aria-invalid='true' aria-describedby='zz'></form>")]
    [InlineData("11.10.2", C, "<form><label for='a'>Nom (obligatoire)</label><input id='a' required><label for='b'>Ville</label><input id='b'></form>")]
    [InlineData("11.13.1", NC, "<form><label for='e'>Votre e-mail</label> <input id='e' type='email' name='email'></form>")]
    [InlineData("11.13.1", Review, "<form><label for='e'>Adresse électronique de votre ami</label> <input id='e' type='email' name='courriel'></form>")]
    [InlineData("11.13.1", Review, "<form><label for='d'>Date de naissance de l’enfant</label> <input id='d' name='naissance'></form>")]
    [InlineData("11.13.1", C, "<form><label for='e'>Votre e-mail</label> <input id='e' type='email' name='email' autocomplete='email'></form>")]
    [InlineData("11.13.1", Review, "<form><img src='captcha.png' alt='Code à recopier'><label for='k'>Code de sécurité</label> <input id='k' name='k'></form>")]
    [InlineData("11.13.1", NC, "<form><label for='c'>Numéro de carte</label> <input id='c' autocomplete='cc-number'><label for='k'>Code de sécurité</label> <input id='k' name='k'></form>")]
    [InlineData("11.13.1", Review, "<form><label for='v'>Ville</label> <input id='v' name='city'></form>")]
    [InlineData("11.13.1", NC, "<form><label for='n'>Nom</label> <input id='n' autocomplete='name'><label for='v'>Ville</label> <input id='v'></form>")]
    [InlineData("11.13.1", Review, "<form><label for='r'>Rue</label> <input id='r'><button>Chercher</button></form>")]
    [InlineData("11.13.1", NC, "<form><label for='r'>Votre adresse</label> <input id='r'></form>")]
    [InlineData("11.13.1", NC, "<form><label for='n'>Nom</label> <input id='n' autocomplete='name'><label for='r'>Rue</label> <input id='r'></form>")]
    [InlineData("12.7.1", NC, "<p>Texte</p>")]
    [InlineData("13.8.2", NC, "<blink>promo</blink>")]
    [InlineData("13.8.1", NC, "<marquee>promo</marquee>")]
    public void The_letter_of_a_test_decides(string test, RgaaOutcome expected, string html) => Assert.Equal(expected, Outcome(Page(html), test));

    [Theory]
    [InlineData("8.1.1", NC, "<html lang='fr'><head><title>Page</title></head><body><main><h1>Titre</h1></main></body></html>")]
    [InlineData("8.1.3", NC, "<html lang='fr'><!doctype html><head><title>Page</title></head><body><p>x</p></body></html>")]
    [InlineData("8.3.1", C, "<!doctype html><html><head><title lang='fr'>Page</title></head><body lang='fr'><main><h1>Titre</h1></main></body></html>")]
    [InlineData("8.3.1", NC, "<!doctype html><html><head><title>Page</title></head><body><p>Bonjour</p></body></html>")]
    [InlineData("8.4.1", Review, "<!doctype html><html lang='fra'><head><title>Page</title></head><body><main><h1>Titre</h1></main></body></html>")]
    [InlineData("8.4.1", NC, "<!doctype html><html lang='i-lux'><head><title>Page</title></head><body><main><h1>Titre</h1></main></body></html>")]
    [InlineData("8.4.1", NC, "<!doctype html><html lang='de'><head><title>Page</title></head><body><p>Le dossier n'a pas été transmis au service.</p></body></html>")]
    [InlineData("8.4.1", Review, "<!doctype html><html lang='fr'><head><title>Une note</title></head><body><h1>Une note du conseil</h1><p>Le conseil a rendu sa note sur le tri des dossiers, que nous citons ici en entier.</p><p>Elle est pour nous dans la ligne de ce que la loi demande.</p><blockquote><p>The council has decided that all of the files will be read by a person before any of them is refused, and that those who have sent one are to be told of it in the week which follows.</p><p>It is for them to say what they want of us, and for us to do it.</p><p>The council has decided that all of the files will be read by a person before any of them is refused, and that those who have sent one are to be told of it in the week which follows.</p><p>It is for them to say what they want of us, and for us to do it.</p></blockquote></body></html>")]
    [InlineData("8.4.1", NC, "<!doctype html><html lang='fr'><head><title>A note</title></head><body><h1>A note of the council</h1><p>The council has decided that all of the files will be read by a person before any of them is refused, and that those who have sent one are to be told of it in the week which follows.</p><p>It is for them to say what they want of us, and for us to do it.</p><blockquote><p>The council has decided that all of the files will be read by a person before any of them is refused, and that those who have sent one are to be told of it in the week which follows.</p><p>It is for them to say what they want of us, and for us to do it.</p><p>The council has decided that all of the files will be read by a person before any of them is refused, and that those who have sent one are to be told of it in the week which follows.</p><p>It is for them to say what they want of us, and for us to do it.</p></blockquote></body></html>")]
    [InlineData("8.4.1", Review, "<!doctype html><html lang='de'><head><title>Page</title></head><body><p>Le Monde, La Poste, Le Havre</p></body></html>")]
    [InlineData("8.5.1", C, "<!doctype html><html lang='fr'><head><title></title></head><body><p>x</p></body></html>")]
    [InlineData("8.6.1", NC, "<!doctype html><html lang='fr'><head><title>Vite + React + TS</title></head><body><p>x</p></body></html>")]
    [InlineData("8.6.1", NC, "<!doctype html><html lang='fr'><head><title>Sans titre 1</title></head><body><p>x</p></body></html>")]
    [InlineData("8.6.1", Review, "<!doctype html><html lang='fr'><head><title>Page 404</title></head><body><p>x</p></body></html>")]
    [InlineData("8.6.1", Review, "<!doctype html><html lang='fr'><head><title>Vite + React : retour d'expérience</title></head><body><p>x</p></body></html>")]
    [InlineData("8.9.1", Review, "<div>Première partie<br><br>Seconde partie</div>")]
    [InlineData("5.6.1", Review, "<div role='table' aria-label='Bus'><div role='row'><span role='cell'>Ligne</span></div></div>")]
    [InlineData("5.6.1", NA, "<table role='presentation'><tr><td>Ligne</td></tr></table>")]
    [InlineData("9.4.2", Review, "<div>« La mairie m’a beaucoup aidée dans toutes mes démarches, je recommande ce service. »<br>Jeanne, habitante</div>")]
    [InlineData("9.4.2", NA, "<p>« Bonjour », dit-elle, avant de parler longuement de la pluie et du beau temps à tout le monde.</p>")]
    [InlineData("8.6.1", NC, "<!doctype html><html lang='fr'><head><title></title></head><body><p>x</p></body></html>")]
    [InlineData("8.5.1", Review, "<!doctype html><html lang='fr'><head></head><body><title>Page</title><p>x</p></body></html>")]
    [InlineData("9.2.1", NC, "<!doctype html><html lang='fr'><head><title>P</title></head><body><main><p>a</p></main><main><h1>t</h1></main></body></html>")]
    [InlineData("9.2.1", NC, "<!doctype html><html lang='fr'><head><title>P</title></head><body><header><p>h</p></header><div><h1>t</h1></div></body></html>")]
    [InlineData("9.2.1", NA, "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><html lang='fr'><head><title>P</title></head><body><p>x</p></body></html>")]
    [InlineData("9.2.1", Review, "<!doctype html><html lang='fr'><head><title>P</title></head><body aria-hidden='true'><main><h1>t</h1></main></body></html>")]
    [InlineData("12.6.1", NC, "<!doctype html><html lang='fr'><head><title>P</title></head><body><div><input type='search' name='q'></div><main><p>x</p></main></body></html>")]
    [InlineData("12.6.1", Review, "<!doctype html><html lang='fr'><head><title>P</title></head><body><div><input type='search' aria-controls='t'></div><main><table id='t'><tr><td>x</td></tr></table></main></body></html>")]
    [InlineData("12.7.1", NC, "<!doctype html><html lang='fr'><head><title>P</title></head><body><header><a href='aide.html'>Aide</a></header><main><p>x</p></main></body></html>")]
    [InlineData("12.7.1", Review, "<!doctype html><html lang='fr'><head><title>P</title></head><body><header><button>Thème</button></header><main><p>x</p></main></body></html>")]
    [InlineData("13.1.1", NC, "<!doctype html><html lang='fr'><head><title>P</title><meta http-equiv='refresh' content='300'></head><body><p>x</p></body></html>")]
    [InlineData("13.1.2", NA, "<!doctype html><html lang='fr'><head><title>P</title><meta http-equiv='refresh' content='300'></head><body><p>x</p></body></html>")]
    [InlineData("13.1.2", NC, "<!doctype html><html lang='fr'><head><title>P</title><meta http-equiv='refresh' content='5;url=/x'></head><body><p>x</p></body></html>")]
    [InlineData("8.5.1", Review, "<!doctype html><html lang='fr'><head></head><body><p>x</p><script>document.title = 'Page'</script></body></html>")]
    [InlineData("8.5.1", NC, "<!doctype html><html lang='fr'><head></head><body><p>x</p><script>var seen = 1;</script></body></html>")]
    [InlineData("1.1.1", RgaaOutcome.NotTested, "<!doctype html><html lang='fr'><head><title>P</title></head><body><p>x</p><script src='app.js'></script></body></html>")]
    [InlineData("10.1.1", RgaaOutcome.NotTested, "<!doctype html><html lang='fr'><head><title>P</title></head><body><p id='p'>x</p><script>p.innerHTML = texte</script></body></html>")]
    [InlineData("10.1.1", NC, "<!doctype html><html lang='fr'><head><title>P</title></head><body><center>x</center><script src='app.js'></script></body></html>")]
    [InlineData("8.1.1", C, "<!doctype html><html lang='fr'><head><title>P</title></head><body><p>x</p><script src='app.js'></script></body></html>")]
    public void A_whole_page_is_judged_as_served(string test, RgaaOutcome expected, string html) => Assert.Equal(expected, Outcome(html, test));

    [Theory]
    [InlineData(NC, "<h2>Nos services</h2><div><p>Le tri du courrier.</p><a href='/tri'>En savoir plus</a></div><div><p>La cantine.</p><a href='/cantine'>En savoir plus</a></div>")]
    [InlineData(Review, "<h2>Tri</h2><div><a href='/tri'>En savoir plus</a></div><h2>Cantine</h2><div><a href='/cantine'>En savoir plus</a></div>")]
    [InlineData(Review, "<h2>Nos services</h2><div><a href='https://www.ville.fr/tri'>En savoir plus</a></div><div><a href='/tri'>En savoir plus</a></div><div><a href='./tri'>En savoir plus</a></div>")]
    [InlineData(Review, "<h2>Nos services</h2><div><a href='/tri/'>En savoir plus</a></div><div><a href='/tri/index.html?utm_source=x'>En savoir plus</a></div>")]
    [InlineData(Review, "<h2>Nos services</h2><ul><li>Tri <a href='/tri'>En savoir plus</a></li><li>Cantine <a href='/cantine'>En savoir plus</a></li></ul>")]
    [InlineData(Review, "<h2>Nos services</h2><p>Pour trier, <a href='/tri'>cliquez ici</a> ; pour manger, <a href='/cantine'>cliquez ici</a>.</p>")]
    [InlineData(Review, "<h2>Budgets</h2><table><tr><th>Année</th><th>Fichier</th></tr><tr><td>2025</td><td><a href='a.pdf'>Télécharger</a></td></tr><tr><td>2026</td><td><a href='b.pdf'>Télécharger</a></td></tr></table>")]
    [InlineData(NC, "<h2>Budgets</h2><table><tr><th>Version</th><th>Fichier</th></tr><tr><td></td><td><a href='a.pdf'>Télécharger</a></td></tr><tr><td></td><td><a href='b.pdf'>Télécharger</a></td></tr></table>")]
    [InlineData(NC, "<h2>Budgets</h2><ul><li><a href='2025.pdf'>PDF (2 Mo)</a></li><li><a href='2026.pdf'>PDF (2 Mo)</a></li></ul>")]
    [InlineData(Review, "<h2>Budget</h2><ul><li><a href='budget.pdf'>PDF (2 Mo)</a></li><li><a href='budget.ods'>ODS</a></li></ul>")]
    [InlineData(Review, "<h2>Nos services</h2><div><a href='#'>Voir plus</a></div><div><a href='#'>Voir plus</a></div>")]
    public void A_vague_name_that_two_addresses_share_in_one_context_fails(RgaaOutcome expected, string main) => Assert.Equal(expected, Outcome(Page(main), "6.1.1"));

    [Theory]
    [InlineData(NC, "<p><a href='budget.epub'>EPUB</a></p>")]
    [InlineData(Review, "<p><a href='/formats/epub'>EPUB</a></p>")]
    [InlineData(Review, "<p>Budget 2026 : <a href='budget.epub'>EPUB</a></p>")]
    public void A_link_that_tells_its_format_alone_fails_where_nothing_tells_the_rest(RgaaOutcome expected, string main) => Assert.Equal(expected, Outcome(Page(main).Replace("<h1>Le titre</h1>", "", StringComparison.Ordinal).Replace("<nav><a href=\"/a\">Accueil du site</a></nav>", "", StringComparison.Ordinal), "6.1.1"));

    [Theory]
    [InlineData("11.10.6", NC, "<form><div class='error'>Le champ est mal rempli, format incorrect.</div><label for='a'>Date</label><input id='a' type='date'><label for='b'>Nom</label><input id='b'></form>")]
    [InlineData("11.10.6", Review, "<form><div class='error'>Le champ Date est incorrect.</div><label for='a'>Date</label><input id='a' type='date'><label for='b'>Nom</label><input id='b'></form>")]
    [InlineData("11.10.6", Review, "<form><div class='error'>Le champ est incorrect.</div><label for='a'>Date</label><input id='a' type='date' aria-invalid='true'><label for='b'>Nom</label><input id='b'></form>")]
    [InlineData("11.10.6", Review, "<form><label for='a'>Date</label><input id='a' type='date'><span class='error'>Ce champ est incorrect.</span><label for='b'>Nom</label><input id='b'></form>")]
    [InlineData("11.10.6", RgaaOutcome.NotTested, "<form><div class='error' hidden>Le champ est incorrect.</div><label for='a'>Date</label><input id='a' type='date'><label for='b'>Nom</label><input id='b'></form>")]
    [InlineData("11.10.6", RgaaOutcome.NotTested, "<form><p>Le champ au format incorrect sera refusé.</p><label for='a'>Date</label><input id='a' type='date'><label for='b'>Nom</label><input id='b'></form>")]
    [InlineData("11.10.6", Review, "<form><div role='alert'>Le champ est incorrect.</div><label for='a'>Courriel</label><input id='a' type='email'><label for='b'>Code</label><input id='b' type='password'></form>")]
    [InlineData("11.10.3", NC, "<form><p role='alert'>Un champ obligatoire est vide.</p><label for='a'>Date</label><input id='a' type='date'><label for='b'>Nom</label><input id='b'></form>")]
    [InlineData("11.10.3", RgaaOutcome.NotTested, "<form><p class='error'>Tous les champs sont obligatoires.</p><label for='a'>Date</label><input id='a' type='date'><label for='b'>Nom</label><input id='b'></form>")]
    [InlineData("11.10.3", NC, "<form><fieldset><legend>Livraison</legend><label for='a'>Rue</label><input id='a'></fieldset><fieldset><legend>Facture</legend><label for='b'>Rue</label><input id='b'></fieldset><p class='error'>Veuillez remplir :<br>Rue</p></form>")]
    [InlineData("11.10.3", RgaaOutcome.NotTested, "<form><fieldset><legend>Livraison</legend><label for='a'>Rue</label><input id='a'></fieldset><fieldset><legend>Facture</legend><label for='b'>Rue</label><input id='b'></fieldset><p class='error'>Veuillez remplir :<br>Rue de la livraison</p></form>")]
    [InlineData("11.10.3", RgaaOutcome.NotTested, "<form><label for='a'>Rue</label><input id='a'><label for='b'>Ville</label><input id='b'><p class='error'>Veuillez remplir :<br>Rue</p></form>")]
    public void A_message_of_error_in_the_page_as_it_stands_names_its_field(string test, RgaaOutcome expected, string main) => Assert.Equal(expected, Outcome(Page(main), test));

    [Fact]
    public void An_auditor_reads_headings_links_and_images_in_a_row()
    {
        var facts = SomePage.Facts(Evidence(Page("<h2>Délais</h2><p>Trente jours, <a href='/delais'>en savoir plus</a>.</p><img src='a.png' alt='Courbe'><img src='b.png' alt=''><h2 hidden>Caché</h2>")));

        Assert.Equal([("niveau 1", "Le titre"), ("niveau 2", "Délais")], Listed("headings"));
        Assert.Contains(("Trente jours, en savoir plus.", "en savoir plus"), Listed("links"));
        Assert.Equal([("restituée", "Courbe"), ("ignorée des technologies d'assistance", null)], Listed("images"));

        IEnumerable<(string?, string?)> Listed(string list) => Assert.IsType<AuditService.Core.Facts.ObservationsValue>(facts["page.rgaa." + list].Value).Items.Select(item => (item.Detail?.Fr, item.Excerpt));
    }

    [Fact]
    public void Every_test_of_the_reference_has_one_outcome()
    {
        var results = RgaaTests.Assess(Evidence(Page("<p>Texte</p>")), null);

        Assert.Equal(258, results.Count);
        Assert.Equal(RgaaReference.Tests, results.Select(result => result.Test));
    }

    [Fact]
    public void Markers_settle_the_nature_of_images_and_leave_the_others_open()
    {
        var markers = new MarkersEntry { InformativeImage = ["info"], DecorativeImage = ["deco"] };

        Assert.Equal(C, Outcome(Page("<img class='info' src='a.png' alt='Plan'>"), "1.1.1", markers));
        Assert.Equal(NC, Outcome(Page("<img class='info' src='a.png'>"), "1.1.1", markers));
        Assert.Equal(NA, Outcome(Page("<img class='deco' src='a.png' alt=''>"), "1.1.1", markers));
        Assert.Equal(NC, Outcome(Page("<img class='deco' src='a.png' alt='Plan'>"), "1.2.1", markers));
        Assert.Equal(Review, Outcome(Page("<img src='a.png'>"), "1.1.1", markers));
    }

    [Fact]
    public void Broken_and_hostile_markup_is_judged_without_a_fault()
    {
        var deep = string.Concat(Enumerable.Repeat("<div><span>", 2_000)) + "x";
        var spans = "<table>" + string.Concat(Enumerable.Repeat("<tr><td rowspan=99999 colspan=99999>a<td>b", 50)) + "</table>";
        foreach (var html in (string[])[deep, spans, "<svg><a xlink:href=x><style>*{", "<!--", "<a href=[x] id='\"]'>", "<input autocomplete='\0' list=\"'\">", "\uFEFF<p>x", ""])
            Assert.Equal(258, RgaaTests.Assess(Evidence(html), null).Count);
    }

    private static RgaaOutcome Outcome(string html, string test, MarkersEntry? markers = null) => RgaaTests.Assess(Evidence(html), markers).First(result => result.Test == test).Outcome;

    private static PageEvidence Evidence(string html) => new() { Source = "ui/index.html", Served = ServedPage.File(Encoding.UTF8.GetBytes(html)) };

    private static string Page(string main) =>
        $"<!doctype html><html lang=\"fr\"><head><title>Le site de la mairie</title></head><body><header><p>Mairie</p></header><nav><a href=\"/a\">Accueil du site</a></nav><main><h1>Le titre</h1>{main}</main><footer><p>Pied</p></footer></body></html>";
}
