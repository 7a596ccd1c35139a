from pathlib import Path

from src.controles import verifier


def test_le_jeu_d_entrainement_est_accepte():
    assert verifier(Path("data/courriers-entrainement.csv")) == []
