"""Tableau de bord des recruteurs."""
import pandas as pd
import streamlit as st

st.title("Assistant RH")
donnees = pd.read_csv("data/candidatures.csv", sep=";")
st.dataframe(donnees)
st.bar_chart(donnees.groupby("sexe")["score_ia"].mean())
st.markdown(st.session_state.get("reponse", ""), unsafe_allow_html=True)
