"""Contrôles de qualité du référentiel, joués avant chaque entraînement et chaque nuit."""
from pathlib import Path

from src.tri import SERVICES, lire

TAUX_MANQUANT_MAXIMAL = 0.01


def verifier(chemin: Path) -> list[str]:
    """Rend la liste des anomalies ; vide, le jeu est accepté."""
    lignes = lire(chemin)
    anomalies = []
    identifiants = [ligne["id_courrier"] for ligne in lignes]
    if len(set(identifiants)) != len(identifiants):
        anomalies.append("identifiants en double")
    manquants = sum(valeur == "" for ligne in lignes for valeur in ligne.values())
    if manquants > TAUX_MANQUANT_MAXIMAL * sum(len(ligne) for ligne in lignes):
        anomalies.append("trop de valeurs manquantes")
    if any(ligne["service_destinataire"] not in SERVICES for ligne in lignes):
        anomalies.append("service inconnu")
    return anomalies
