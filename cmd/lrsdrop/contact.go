package main

// lrsContact is whom the agreement with LRS wants told of misuse, loss or theft
// (O24).
const lrsContact = "the LRS service desk, lrs.support@education.gov.uk"
