"""Entraîne le modèle : graine fixée, jeu de test jamais vu."""
import random
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score

from src.controles import verifier
from src.tri import lire

GRAINE = 20260301


def caracteristiques(ligne: dict[str, str]) -> dict[str, str | float]:
    """Les cinq caractéristiques du courrier ; ni son texte, ni son expéditeur."""
    return {
        "canal": ligne["canal"],
        "longueur_mots": float(ligne["longueur_mots"]),
        "pieces_jointes": float(ligne["pieces_jointes"]),
        "theme": ligne["theme"],
        "urgence": ligne["urgence"],
    }


def entrainer(chemin: Path) -> LogisticRegression:
    random.seed(GRAINE)
    np.random.seed(GRAINE)
    anomalies = verifier(chemin)
    if anomalies:
        raise ValueError("; ".join(anomalies))
    lignes = lire(chemin)
    x = DictVectorizer(sparse=False).fit_transform([caracteristiques(ligne) for ligne in lignes])
    y = [ligne["service_destinataire"] for ligne in lignes]
    modele = LogisticRegression(max_iter=500, random_state=GRAINE)
    print("validation croisée :", cross_val_score(modele, x, y, cv=5).mean())
    return modele.fit(x, y)
