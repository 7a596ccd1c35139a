"""Efface chaque nuit les corrections de plus de douze mois, durée annoncée par la notice."""
CONSERVATION_MOIS = 12


def purge_corrections(connexion) -> int:
    curseur = connexion.execute("DELETE FROM corrections WHERE date_correction < now() - interval '12 months'")
    return curseur.rowcount
