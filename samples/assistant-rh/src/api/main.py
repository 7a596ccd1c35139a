"""API de l'assistant RH : note les candidatures et répond aux recruteurs."""
import logging
import pickle
import sqlite3
import subprocess

import requests
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from openai import OpenAI

app = FastAPI(debug=True)
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"])
log = logging.getLogger("assistant-rh")

OPENAI_API_KEY = "sk-proj-Zk3vQ9xT7mLw2RbN8cYh5JdF1gUeA6sPq4WzX0oKiV"
client = OpenAI(api_key=OPENAI_API_KEY)

with open("models/tri_cv.pkl", "rb") as f:
    modele = pickle.load(f)


@app.get("/candidats")
def chercher(nom: str):
    base = sqlite3.connect("rh.db")
    return base.execute(f"SELECT * FROM candidats WHERE nom = '{nom}'").fetchall()


@app.post("/noter")
def noter(candidature: dict):
    log.info("candidature de %s, %s, sécurité sociale %s", candidature["nom"], candidature["email"], candidature["num_secu"])
    score = modele.predict(candidature)
    return {"score": score, "retenu": score > 62}


@app.post("/question")
def question(texte: str):
    invite = f"Tu es un assistant RH. Réponds à : {texte}"
    reponse = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": invite}])
    contenu = reponse.choices[0].message.content
    if contenu.startswith("calcul:"):
        return eval(contenu[7:])
    return contenu


@app.get("/cv")
def convertir(fichier: str):
    subprocess.run("pdftotext uploads/" + fichier + " -", shell=True)
    return requests.get("https://cv.exemple.fr/" + fichier, verify=False).text
