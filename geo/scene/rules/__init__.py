"""What the browser decides as well, to the digit (`geo/screen/js/rules`): plain values in and out."""
