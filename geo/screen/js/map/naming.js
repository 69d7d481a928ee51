/* What layers and actors are called: a policy of names takes the place of the catalogue's own. */

/** @typedef {import("../state/catalogue.js").Catalogue} Catalogue */

export class Naming {
  #policy = "";

  /** @param {Catalogue} catalogue */
  constructor(catalogue) {
    this.catalogue = catalogue;
    this.usual = structuredClone({ layers: catalogue.layers, actors: catalogue.actors });
  }

  /**
   * Names actors and layers by a policy of naming.csv, in place: whoever shows them reads them from the catalogue.
   * @param {string} policy "" = the usual names
   */
  apply(policy) {
    if (policy === this.#policy) return;
    this.#policy = policy;
    const { layers, actors, naming } = this.catalogue;
    const names = naming[policy] || {};
    layers.forEach((layer, i) => {
      const usual = this.usual.layers[i];
      const named = names[`layer:${layer.id}`];
      [layer.title, layer.title_ar] = named || [usual.title, usual.title_ar];
      [layer.title_short, layer.title_short_ar] = named || [usual.title_short, usual.title_short_ar];
    });
    for (const [id, actor] of Object.entries(actors)) {
      const usual = this.usual.actors[id];
      [actor.name_en, actor.name_ar] = names[`actor:${id}`] || [usual.name_en, usual.name_ar];
    }
  }
}
