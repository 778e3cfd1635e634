// catalogue
