"""Labels for the data's codes and fields, in the language in force."""
