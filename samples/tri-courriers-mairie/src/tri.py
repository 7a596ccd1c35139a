"""Propose le service destinataire d'un courrier à partir de quelques caractéristiques, jamais de son texte."""
import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from safetensors.numpy import load_file

SERVICES = ["état civil", "urbanisme", "voirie", "action sociale", "écoles", "propreté"]
EMPREINTE_DU_MODELE = Path("model/tri.safetensors.sha256")
SEUIL_DE_CONFIANCE = 0.70


@dataclass(frozen=True)
class Proposition:
    service: str
    confiance: float

    @property
    def a_relire(self) -> bool:
        """Sous le seuil, l'agent choisit sans proposition."""
        return self.confiance < SEUIL_DE_CONFIANCE


def charger(chemin: Path) -> dict:
    """Charge les poids après avoir vérifié leur empreinte."""
    attendue = EMPREINTE_DU_MODELE.read_text(encoding="utf-8").split()[0]
    if hashlib.sha256(chemin.read_bytes()).hexdigest() != attendue:
        raise ValueError("le modèle n'est pas celui qui a été validé")
    return load_file(chemin)


def proposer(poids: dict, caracteristiques: list[float]) -> Proposition:
    scores = poids["poids"] @ caracteristiques + poids["biais"]
    exponentielles = [2.718281828 ** float(score - max(scores)) for score in scores]
    confiances = [valeur / sum(exponentielles) for valeur in exponentielles]
    meilleur = max(range(len(SERVICES)), key=confiances.__getitem__)
    return Proposition(SERVICES[meilleur], confiances[meilleur])


def lire(chemin: Path) -> list[dict]:
    with chemin.open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier, delimiter=";"))
