"""Indexe les offres et les CV pour la recherche."""
import torch
from transformers import AutoModel, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("camembert-base", trust_remote_code=True)
modele = AutoModel.from_pretrained("camembert-base", trust_remote_code=True)


def charger_index(chemin):
    return torch.load(
        chemin,
        map_location="cpu",
        weights_only=False,
    )
